import type { EntityDifference } from "../../api/generated/EntityDifference";
import type { MappingDifference } from "../../api/generated/MappingDifference";
import type { MemberDifference } from "../../api/generated/MemberDifference";
import type { TransformationComparison } from "../../api/generated/TransformationComparison";
import type { TransformationKind } from "../../api/generated/TransformationKind";
import type { TransformationSide } from "../../api/generated/TransformationSide";
import { ErrorMessage } from "../../components/Message";
import { SkeletonRows } from "../../components/SkeletonRows";
import { useReading } from "../../shell/data";
import { useT } from "../../shell/i18n";
import { ChangeBadge } from "./ChangeBadge";

interface Props {
  system: string;
  kind: TransformationKind;
  before: TransformationSide;
  after: TransformationSide;
}

/** Two texts by what they mean: counts, then each mapping that is different. */
export function Comparison({ system, kind, before, after }: Props) {
  const t = useT();
  // A draft has the same name whatever it holds.
  const asked = { system, kind, before, after };
  const { data, error } = useReading("transformation_compare", asked, { staleTime: 0 });
  if (error) return <ErrorMessage error={error} />;
  if (!data) return <SkeletonRows label={t("common.loading")} rows={6} />;
  return <Differences comparison={data} />;
}

function Differences({ comparison }: { comparison: TransformationComparison }) {
  const t = useT();
  const { added, removed, changed, moved, unchanged, differingLines } = comparison;
  const broken = [...comparison.brokenBefore, ...comparison.brokenAfter];
  const text = comparison.sameText
    ? t("transformations.same")
    : comparison.sameMeaning
      ? t("transformations.sameMeaning", { lines: differingLines })
      : t("transformations.differ", { added, removed, changed, moved, unchanged });
  return (
    <div className="zcomparison" data-testid="comparison">
      <p>{text}</p>
      {broken.length > 0 && <p className="bad">{t("transformations.broken", { message: broken[0]?.message })}</p>}
      {comparison.entities.filter(differs).map((entity) => (
        <section key={entity.name} aria-label={entity.name}>
          <h3>{entity.name}</h3>
          <Members members={entity.members} />
          <ul>
            {entity.mappings.map((mapping) => (
              <Mapping key={mapping.id} mapping={mapping} />
            ))}
          </ul>
        </section>
      ))}
      <Members members={comparison.others} />
    </div>
  );
}

function Mapping({ mapping }: { mapping: MappingDifference }) {
  const t = useT();
  const { before, after, moved } = mapping;
  const place = moved
    ? t("transformations.movedTo", { before, after })
    : t("transformations.place", { number: after ?? before });
  return (
    <li data-testid="difference">
      <ChangeBadge kind={mapping.kind} />
      <div>
        <code>{mapping.title || t("transformations.noTarget")}</code> <small>{place}</small>
        <Members members={mapping.lines.filter((line) => !line.same)} />
        {moved && moved.matters.length === 0 && <p className="note">{t("transformations.moveIdle")}</p>}
        {moved?.matters.map((why) => (
          <p key={why} className="note">
            {why}.
          </p>
        ))}
      </div>
    </li>
  );
}

const differs = ({ before, after, members, mappings }: EntityDifference): boolean =>
  before === undefined || after === undefined || members.length + mappings.length > 0;

function Members({ members }: { members: readonly Omit<MemberDifference, "id">[] }) {
  if (members.length === 0) return null;
  return (
    <dl>
      {members.map(({ name, before, after }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {before !== undefined && <del>{before}</del>}
            {before !== undefined && after !== undefined && " → "}
            {after !== undefined && <ins>{after}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
