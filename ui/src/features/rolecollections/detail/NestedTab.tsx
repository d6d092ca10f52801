import { Suspense, useMemo, useState } from "react";
import type { RoleCollectionDetail } from "../../../api/generated/RoleCollectionDetail";
import type { RoleCollectionRef } from "../../../api/generated/RoleCollectionRef";
import type { SystemNode } from "../../../api/generated/SystemNode";
import { Button } from "../../../components/Button";
import { requestChange } from "../../../shell/changes";
import { useT } from "../../../shell/i18n";
import { lazyView } from "../../../shell/lazyView";
import { Link, paths } from "../../../shell/router";
import { TAB } from "../place";

const PickRoleCollections = lazyView(() =>
  import("../../../components/PickRoleCollections").then((m) => m.PickRoleCollections),
);

interface Props {
  system: SystemNode;
  role: RoleCollectionDetail;
  refused: string | undefined;
}

/** The role collections that this one contains: their members get its roles. */
export function NestedTab({ system, role, refused }: Props) {
  const t = useT();
  const [picking, setPicking] = useState(false);
  const { id, name } = role.row;
  // What is in it already, itself, and what contains it: that would be a circle.
  const without = useMemo(
    () => new Set([id, ...role.nested.map((r) => r.id), ...role.partOf.map((r) => r.id)]),
    [id, role.nested, role.partOf],
  );
  const remove = (nested: RoleCollectionRef) =>
    requestChange({
      change: { kind: "removeMembers", system: system.id, roleCollection: id, members: [nested.id] },
    });
  const add = (nested: string[]) =>
    requestChange({
      change: {
        kind: "addMembers",
        system: system.id,
        roleCollection: id,
        users: { kind: "ids", ids: [] },
        create: [],
        nested,
        paste: null,
      },
    });
  return (
    <>
      {role.nested.length === 0 && <p className="znone">{t("roleCollections.noNested")}</p>}
      <ul className="zrefs">
        {role.nested.map((nested) => (
          <li key={nested.id}>
            <div className="what">
              <Ref system={system.id} to={nested} />
              <small>{t("roleCollections.nestedPath", { inner: nested.name, outer: name })}</small>
            </div>
            <Button
              design="transparent"
              icon="decline"
              disabled={refused !== undefined}
              tooltip={refused ?? t("roleCollections.removeNested", { name: nested.name })}
              onClick={() => remove(nested)}
            />
          </li>
        ))}
      </ul>
      {role.nesting ? (
        <Button
          design="transparent"
          icon="add"
          disabled={refused !== undefined}
          tooltip={refused}
          onClick={() => setPicking(true)}
          testid="add-nested"
        >
          {t("roleCollections.addNested")}
        </Button>
      ) : (
        <p className="znone" data-testid="no-nesting">
          {t("roleCollections.noNesting")}
        </p>
      )}
      {picking && (
        <Suspense>
          <PickRoleCollections
            system={system.id}
            title={t("roleCollections.addNested")}
            without={without}
            onClose={() => setPicking(false)}
            onPick={(picked) => {
              setPicking(false);
              add(picked.map((p) => p.id));
            }}
          />
        </Suspense>
      )}
    </>
  );
}

/** The role collections that contain this one: its members get their roles. */
export function PartOfTab({ system, role }: Omit<Props, "refused">) {
  const t = useT();
  if (role.partOf.length === 0) return <p className="znone">{t("roleCollections.noPartOf")}</p>;
  return (
    <ul className="zrefs">
      {role.partOf.map((outer) => (
        <li key={outer.id}>
          <div className="what">
            <Ref system={system.id} to={outer} />
            <small>{t("roleCollections.nestedPath", { inner: role.row.name, outer: outer.name })}</small>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Ref({ system, to }: { system: string; to: RoleCollectionRef }) {
  const t = useT();
  return (
    <>
      <Link to={paths.system(system, TAB, to.id)}>{to.name}</Link>{" "}
      <span className="quiet">({t("roleCollections.contains", { count: to.members })})</span>
    </>
  );
}
