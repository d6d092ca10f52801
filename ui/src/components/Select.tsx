import type { ComponentProps } from "react";
import { Icon } from "./Icon";
import "./Select.css";

/** One of a few, where a row or a table has no room for UI5's element and its label. */
export function Select(props: ComponentProps<"select">) {
  return (
    <span className="zselect">
      <select {...props} />
      <Icon name="slim-arrow-down" size={12} />
    </span>
  );
}
