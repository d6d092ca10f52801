import { Switch } from "@ui5/webcomponents-react/Switch";

interface Props {
  label: string;
  on: boolean;
  /** Resolves with whether it is done: a switch that was refused goes back. */
  onSwitch: (on: boolean) => Promise<boolean>;
  testid?: string;
}

/** A switch of something that is effective at once. */
export function Toggle({ label, on, onSwitch, testid }: Props) {
  return (
    <Switch
      checked={on}
      accessibleName={label}
      tooltip={label}
      onChange={async (event) => {
        const element = event.target;
        const wanted = element.checked;
        if (!(await onSwitch(wanted))) element.checked = !wanted;
      }}
      data-testid={testid}
    />
  );
}
