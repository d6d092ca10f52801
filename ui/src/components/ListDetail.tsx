import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { t } from "../shell/i18n";
import { useKeys } from "../shell/keyboard/useKeys";
import { useRemembered } from "../shell/useRemembered";
import { focusIsNowhere } from "./giveFocusBack";
import type { GridHandle } from "./grid/DataGrid";
import { useWidth } from "./grid/useWidth";
import { Splitter } from "./Splitter";
import "./ListDetail.css";

/** Below this width of the page, in px, the detail covers the list. */
const NARROW = 820;
/** Narrowest detail and narrowest list beside it, px. */
const DETAIL = 340;
const LIST = 380;

interface Props {
  /** Names the remembered width. */
  name: string;
  /** Width of the detail until a person sets another, px. */
  start?: number;
  list: ReactNode;
  /** None: the list has the whole page. */
  detail: ReactNode | undefined;
  full: boolean;
  onFull: (full: boolean) => void;
  onClose: () => void;
}

/** A list and, beside it, the detail of one of its rows: resizable, full width by Alt+Enter, closed by Esc. */
export function ListDetail({ name, start = 400, list, detail, full, onFull, onClose }: Props) {
  const page = useRef<HTMLDivElement>(null);
  const width = useWidth(page);
  const [wanted, setWanted] = useRemembered(`${name}.detail`, start);
  const open = detail !== undefined;
  const covers = open && (full || width < NARROW);
  const most = Math.max(DETAIL, width - LIST);
  useKeys({
    close: open ? onClose : undefined,
    fullScreen: open ? () => onFull(!full) : undefined,
  });
  return (
    <div ref={page} className="zlistdetail">
      <section className="zpane list" hidden={covers}>
        {list}
      </section>
      {open && !covers && (
        <Splitter
          label={t("shell.details")}
          value={Math.min(wanted, most)}
          min={DETAIL}
          max={most}
          side="after"
          onChange={setWanted}
        />
      )}
      {open && (
        <aside
          className="zpane detail"
          aria-label={t("shell.details")}
          data-region="detail"
          data-testid="detail"
          style={covers ? undefined : { width: Math.min(wanted, most) }}
        >
          {detail}
        </aside>
      )}
    </div>
  );
}

/** What a list and its detail share. `open` goes to a row's detail, without an id back to the list alone. */
export function useListDetail(open: (id?: string) => void) {
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
  return { grid, full, setFull, byKey, onOpen, onClose };
}

/** Takes the focus once, when the detail was opened by a key, or when nothing else has it. */
export function useFocusOnce(wanted: boolean) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (wanted || focusIsNowhere()) title.current?.focus();
  }, [wanted]);
  return title;
}
