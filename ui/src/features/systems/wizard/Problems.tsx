import type { PasteProblem } from "../../../api/generated/PasteProblem";
import { Strip } from "../../../components/Strip";
import { useT } from "../../../shell/i18n";

/** Shown one by one up to this many: a folder may hold anything. */
const FEW = 3;

/** Where the reading of a text ended, and what would have been understood. */
export function Problems({ problems }: { problems: readonly PasteProblem[] }) {
  const t = useT();
  if (problems.length === 0) return null;
  const list = (
    <ul>
      {problems.map((problem, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn anew as a whole
        <li key={i}>
          {problem.source && <b>{problem.source}: </b>}
          {problem.error.message} <small className="quiet">{problem.error.code}</small>
        </li>
      ))}
    </ul>
  );
  return (
    <div data-testid="paste-problems">
      <Strip severity="error">
        {problems.length <= FEW ? (
          list
        ) : (
          <details>
            <summary>{t("wizard.problems", { count: problems.length })}</summary>
            {list}
          </details>
        )}
      </Strip>
      <Shapes />
    </div>
  );
}

/** The three shapes, with made-up values. Nothing of what was pasted. */
function Shapes() {
  const t = useT();
  const shapes = [
    [
      t("wizard.shape.key"),
      '{ "clientid": "sb-…!a1", "clientsecret": "…", "url": "https://…", "apiurl": "https://…" }',
    ],
    [t("wizard.shape.btp"), '{ "name": "…", "clientid": "sb-…!a1", "clientsecret": "…", "tokenurl": "https://…" }'],
    [t("wizard.shape.lines"), "client-id: sb-…!a1\nclient-secret: …\ntoken-url: https://…"],
  ] as const;
  return (
    <div className="zshapes">
      <p>{t("wizard.shapes")}</p>
      <ol>
        {shapes.map(([name, example]) => (
          <li key={name}>
            {name}
            <pre>{example}</pre>
          </li>
        ))}
      </ol>
    </div>
  );
}
