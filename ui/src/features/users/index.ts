import type { Feature } from "../../shell/feature";
import { UsersTab } from "./UsersTab";

export const users: Feature = {
  tabs: [
    {
      id: "users",
      title: "tab.users",
      order: 20,
      count: (system) => system.users,
      shows: (system) => system.url !== "",
      // In the first chunk: it is what is seen first.
      view: UsersTab,
    },
  ],
};
