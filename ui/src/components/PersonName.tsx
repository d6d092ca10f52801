import { Initials } from "./Initials";
import "./PersonName.css";

interface Props {
  name: string;
  /** What the colour of the initials is taken from. */
  of: string;
  /** In full, where the place is too narrow. */
  title: string;
}

/** A person in a row of a list: initials and name. */
export function PersonName({ name, of, title }: Props) {
  return (
    <span className="zperson-name" title={title}>
      <Initials name={name} of={of} />
      <span className="ell">{name}</span>
    </span>
  );
}
