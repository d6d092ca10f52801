import type { ComponentType } from "react";
import type { SystemNode } from "../api/generated/SystemNode";
import type { IconName } from "../components/Icon";
import type { MenuItem } from "../components/Menu";
import type { MessageKey } from "./i18n";

/**
 * What a feature brings to the window. A feature exports one of these from its `index.ts`; `app.tsx` lists them all.
 * Features do not import one another: what one wants of another goes through the shell (`paths`, `requestChange`).
 * Views are lazy (`lazyView`), so that the first chunk holds only what is first painted.
 */
export interface Feature {
  tabs?: SystemTab[];
  pages?: Page[];
  commands?: Command[];
  /** Entries of a system's menus (title area, context menu of the landscape). */
  systemActions?: (system: SystemNode) => MenuItem[];
  /** What stands beside the rail while the workspace holds no system. */
  welcome?: ComponentType;
  /** The tree at the left of every system page. */
  landscape?: ComponentType<LandscapeProps>;
  /** Dialogs and the like: always mounted beside the page, draw nothing until asked for. */
  overlays?: ComponentType[];
}

export interface LandscapeProps {
  systems: readonly SystemNode[];
  /** Id of the system whose page is open. */
  current: string | undefined;
}

export interface TabProps {
  system: SystemNode;
  /** Id of the open row: `/system/<id>/<tab>/<item>/<section>`. */
  item?: string | undefined;
  section?: string | undefined;
}

/** A tab of the system page. */
export interface SystemTab {
  id: string;
  title: MessageKey;
  order: number;
  count?: (system: SystemNode) => number | undefined;
  /** Absent: every system, folders too. */
  shows?: (system: SystemNode) => boolean;
  view: ComponentType<TabProps>;
}

export interface PageProps {
  /** The address behind the page's id: `/activity/214` gives `["214"]`. */
  rest: string[];
}

/** A page of its own, beside the systems. */
export interface Page {
  /** First segment of the address. */
  id: string;
  title: MessageKey;
  view: ComponentType<PageProps>;
  /** Its place in the rail; absent: reached by links only. */
  rail?: { icon: IconName; order: number; foot?: boolean; keys?: string; badge?: ComponentType };
}

/** An entry of the command palette. */
export interface Command {
  id: string;
  title: MessageKey;
  run: () => void;
}
