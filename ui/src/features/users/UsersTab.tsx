import { Suspense } from "react";
import { ListDetail, useListDetail } from "../../components/ListDetail";
import type { TabProps } from "../../shell/feature";
import { lazyView } from "../../shell/lazyView";
import { NEW, useUsersPlace } from "./place";
import { UserList } from "./UserList";

const UserDetail = lazyView(() => import("./detail/UserDetail").then((m) => m.UserDetail));
const UserForm = lazyView(() => import("./form/UserForm").then((m) => m.UserForm), { ui5: true });

/** The users of one account: the list, and beside it one user, to be read, edited or created. */
export function UsersTab({ system, item, section }: TabProps) {
  const { open } = useUsersPlace(system.id);
  const { grid, full, setFull, byKey, onOpen, onClose } = useListDetail(open);
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
