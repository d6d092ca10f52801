import { Suspense } from "react";
import { ListDetail, useListDetail } from "../../components/ListDetail";
import type { TabProps } from "../../shell/feature";
import { lazyView } from "../../shell/lazyView";
import { RoleCollectionDetail } from "./detail/RoleCollectionDetail";
import { NEW, useRoleCollectionsPlace } from "./place";
import { RoleCollectionList } from "./RoleCollectionList";

const RoleCollectionForm = lazyView(() => import("./RoleCollectionForm").then((m) => m.RoleCollectionForm), {
  ui5: true,
});

/** The role collections of one account: the list, and beside it one of them, to be read, edited or created. */
export function RoleCollectionsTab({ system, item, section }: TabProps) {
  const { open } = useRoleCollectionsPlace(system.id);
  const { grid, full, setFull, byKey, onOpen, onClose } = useListDetail(open);
  const detail = () => {
    if (item === undefined) return undefined;
    if (item === NEW) {
      return (
        <Suspense>
          <RoleCollectionForm system={system} onClose={onClose} onOpen={open} />
        </Suspense>
      );
    }
    return (
      <RoleCollectionDetail
        key={item}
        system={system}
        id={item}
        section={section}
        focus={byKey}
        full={full}
        onFull={setFull}
        onSection={(next) => open(item, next)}
        onClose={onClose}
        onOpen={open}
      />
    );
  };
  return (
    <ListDetail
      name="roleCollections"
      start={432}
      full={full}
      onFull={setFull}
      onClose={onClose}
      list={<RoleCollectionList system={system} item={item} onOpen={onOpen} grid={grid} />}
      detail={detail()}
    />
  );
}
