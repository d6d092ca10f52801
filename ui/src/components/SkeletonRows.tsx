import "./SkeletonRows.css";

/** What a list looks like before its first rows. */
export function SkeletonRows({ label, rows = 12 }: { label: string; rows?: number }) {
  return (
    <div className="zskeleton" role="status" data-testid="skeleton">
      <p>{label}</p>
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike
        <div key={i} aria-hidden="true">
          <i style={{ width: "1.375rem" }} />
          <i style={{ width: `${16 + ((i * 7) % 9)}%` }} />
          <i style={{ width: `${22 + ((i * 5) % 11)}%` }} />
          <i style={{ width: "10%" }} />
        </div>
      ))}
    </div>
  );
}
