import { Suspense, useCallback, useRef, useState } from "react";
import type { GridHandle } from "../../components/grid/DataGrid";
import { ListDetail } from "../../components/ListDetail";
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
  const grid = useRef<GridHandle>(null);
  const [full, setFull] = useState(false);
  /** The detail was opened by a key and takes the focus. */
  const [byKey, setByKey] = useState(false);
  const onOpen = useCallback(
    (id: string, focus: boolean) => {
      setByKey(focus);
      open(id);
    },
    [open],
  );
  const onClose = useCallback(() => {
    setFull(false);
    open();
    // The list may have been hidden by the detail until now.
    setTimeout(() => grid.current?.focus());
  }, [open]);
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
