import type { ReactNode } from "react";

/** One attribute of a user, with what it is called above. */
export function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd className="ell" title={typeof children === "string" ? children : undefined}>
        {children}
      </dd>
    </div>
  );
}
