import { type Ref, useState } from "react";
import { Button } from "./Button";
import { useCopy } from "./useCopy";

interface Props {
  /** What is copied, or how it is made when it is asked for. */
  text: string | (() => Promise<string>);
  /** What the button says: beside its icon, or as its tooltip where it is `bare`. */
  label: string;
  bare?: boolean;
  design?: "default" | "transparent";
  disabled?: boolean;
  testid?: string;
  ref?: Ref<HTMLButtonElement>;
}

/** Copies a text; for a moment it says so in place of its label. */
export function CopyButton({ text, label, bare = false, design = "transparent", disabled, testid, ref }: Props) {
  const { copy, said } = useCopy();
  /** As wide as with its label: nothing beside it moves. */
  const [width, setWidth] = useState(0);
  const says = said?.text ?? label;
  return (
    <Button
      {...(ref && { ref })}
      design={design}
      icon={said?.icon ?? "copy"}
      tooltip={bare ? says : undefined}
      disabled={disabled}
      style={said && !bare ? { minWidth: width } : undefined}
      onClick={(event) => {
        if (!said) setWidth(event.currentTarget.offsetWidth);
        void copy(text);
      }}
      {...(testid && { testid })}
    >
      {bare ? undefined : says}
    </Button>
  );
}
