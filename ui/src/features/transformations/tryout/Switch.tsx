interface Props<Id extends string> {
  label: string;
  options: readonly { id: Id; title: string }[];
  selected: string;
  onSelect: (id: Id) => void;
}

/** One of a few, side by side over the whole width. */
export function Switch<Id extends string>({ label, options, selected, onSelect }: Props<Id>) {
  return (
    <div className="ztry-switch">
      <fieldset className="zswitch" aria-label={label}>
        {options.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            aria-pressed={id === selected}
            onClick={() => onSelect(id)}
            data-testid={`try-${id}`}
          >
            {title}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
