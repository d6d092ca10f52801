import { type ReactNode, type RefObject, useCallback } from "react";
import type { GridHandle } from "../../components/grid/DataGrid";
import { ListDetail, useListDetail } from "../../components/ListDetail";
import { navigate, type paths } from "../../shell/router";
import { CallDetail } from "./detail/CallDetail";
import type { ProxyNow } from "./useProxy";

interface Props {
  proxy: ProxyNow;
  /** Number of the call that is open. */
  item: string | undefined;
  /** Calls are of several systems. */
  several?: boolean;
  /** Where a call is; without one, where all are. The same function as long as it is the same place. */
  placeOf: (call?: string) => ReturnType<typeof paths.page>;
  /** What stands beside the detail, the log among it. */
  list: (log: {
    current: string | undefined;
    onOpen: (id: string, focus: boolean) => void;
    grid: RefObject<GridHandle | null>;
  }) => ReactNode;
}

/** The log, and beside it the call that is open. */
export function CallPanes({ proxy, item, several = false, placeOf, list }: Props) {
  const opened = item !== undefined;
  const open = useCallback(
    (id?: string) => void navigate(placeOf(id), { replace: opened && id !== undefined }),
    [placeOf, opened],
  );
  const { grid, full, setFull, byKey, onOpen, onClose } = useListDetail(open);
  return (
    <ListDetail
      name="proxy"
      start={440}
      list={list({ current: item, onOpen, grid })}
      detail={
        item === undefined ? undefined : (
          <CallDetail
            number={Number(item)}
            several={several}
            focus={byKey}
            full={full}
            onFull={() => setFull(!full)}
            onClose={onClose}
            onTrace={proxy.act}
          />
        )
      }
      full={full}
      onFull={setFull}
      onClose={onClose}
    />
  );
}
