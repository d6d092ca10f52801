import type { Feature } from "../../shell/feature";
import { isAccount } from "../../shell/isAccount";
import { UsersTab } from "./UsersTab";

export const users: Feature = {
  tabs: [
    {
      id: "users",
      title: "tab.users",
      order: 20,
      count: (system) => system.users,
      shows: isAccount,
      // In the first chunk: it is what is seen first.
      view: UsersTab,
    },
  ],
};
