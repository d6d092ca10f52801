import { Suspense, useCallback, useRef, useState } from "react";
import type { GridHandle } from "../../components/grid/DataGrid";
import { ListDetail } from "../../components/ListDetail";
import type { TabProps } from "../../shell/feature";
import { lazyView } from "../../shell/lazyView";
import { NEW, useUsersPlace } from "./place";
import { UserList } from "./UserList";

const UserDetail = lazyView(() => import("./detail/UserDetail").then((m) => m.UserDetail));
const UserForm = lazyView(() => import("./form/UserForm").then((m) => m.UserForm), { ui5: true });

/** The users of one account: the list, and beside it one user, to be read, edited or created. */
export function UsersTab({ system, item, section }: TabProps) {
  const { open } = useUsersPlace(system.id);
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
  return (
    <ListDetail
      name="users"
      full={full}
      onFull={setFull}
      onClose={onClose}
      list={<UserList system={system} item={item} onOpen={onOpen} grid={grid} />}
      detail={
        item === undefined ? undefined : (
          <Suspense>
            {item === NEW ? (
              <UserForm system={system} onClose={onClose} onOpen={open} />
            ) : (
              <UserDetail
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
            )}
          </Suspense>
        )
      }
    />
  );
}
