import { Suspense, useCallback, useEffect, useState } from "react";
import { call } from "../api/api";
import type { Landscape } from "../api/generated/Landscape";
import type { SystemNode } from "../api/generated/SystemNode";
import { focusIsNowhere } from "../components/giveFocusBack";
import { ErrorMessage, Message } from "../components/Message";
import { Splitter } from "../components/Splitter";
import { announce, LiveRegions } from "./announce";
import { Question } from "./ask";
import { Boundary } from "./Boundary";
import { useFeatures } from "./context";
import { client, useReading } from "./data";
import { firstSystem } from "./firstSystem";
import { useT } from "./i18n";
import { moveRegion } from "./keyboard/regions";
import { useKeys } from "./keyboard/useKeys";
import { lazyView } from "./lazyView";
import { remember } from "./memory";
import { Rail } from "./Rail";
import { back, forward, navigate, paths, usePlace } from "./router";
import { ShellBar } from "./ShellBar";
import { StatusBar } from "./StatusBar";
import { SystemPage } from "./SystemPage";
import { useSession } from "./session";
import { useJobEnds } from "./useJobEnds";
import { useRemembered } from "./useRemembered";
import "./Frame.css";

const Palette = lazyView(() => import("./palette/Palette").then((m) => m.Palette));
const ShortcutList = lazyView(() => import("./ShortcutList").then((m) => m.ShortcutList));

const none: readonly SystemNode[] = [];

/** The whole window: bars, rail, landscape, and the page of the place where one is. */
export function Frame() {
  const features = useFeatures();
  const place = usePlace();
  const { problem } = useSession();
  const landscape = useReading("landscape", {}, { enabled: !problem });
  const systems = landscape.data?.systems ?? none;
  const [top, setTop] = useState<"palette" | "help">();
  const close = useCallback(() => setTop(undefined), []);
  const [id, current] = place.segments[0] === "system" ? place.segments : [place.segments[0]];

  useKeys({
    palette: () => setTop("palette"),
    help: () => setTop("help"),
    nextRegion: () => moveRegion(1),
    previousRegion: () => moveRegion(-1),
    back,
    forward,
    ...Object.fromEntries(
      (["settings", "activity"] as const)
        .filter((page) => features.some((f) => f.pages?.some((p) => p.id === page)))
        .map((page) => [page, () => void navigate(paths.page(page))]),
    ),
  });
  useJobEnds();
  useArrival(place.to);
  // Where one was, not what one searched for.
  useEffect(() => remember("place", place.to.split("?", 1)[0]), [place.to]);
  useHome(landscape.data, id === undefined);

  const closeDemo = () => {
    call("demo_close", {}).then(
      (rest) => {
        client.setQueryData(["landscape", {}], rest);
        void navigate(paths.home);
      },
      (error: { message: string }) => announce(error.message, "urgent"),
    );
  };
  const page = features.flatMap((f) => f.pages ?? []).find((p) => p.id === id);
  const Welcome = features.find((f) => f.welcome)?.welcome;
  const welcome = problem !== undefined || (landscape.data !== undefined && systems.length === 0);
  const Page = page?.view;
  return (
    <div className="zframe">
      <ShellBar
        demo={landscape.data?.demo ?? false}
        onSearch={() => setTop("palette")}
        onHelp={() => setTop("help")}
        onCloseDemo={closeDemo}
      />
      <div className="middle">
        <Rail />
        {Page && !problem ? (
          <main className="zpage single" data-region="main" tabIndex={-1}>
            <Boundary key={page.id}>
              <Suspense>
                <Page rest={place.segments.slice(1)} />
              </Suspense>
            </Boundary>
          </main>
        ) : welcome && Welcome ? (
          <main className="zpage single" data-region="main" tabIndex={-1}>
            <Boundary>
              <Suspense>
                <Welcome />
              </Suspense>
            </Boundary>
          </main>
        ) : (
          <WithLandscape systems={systems} current={current}>
            {landscape.error ? (
              <main className="zpage" data-region="main" tabIndex={-1}>
                <ErrorMessage error={landscape.error} />
              </main>
            ) : current && landscape.data ? (
              <SystemPage systems={systems} id={current} />
            ) : (
              <NoPage unknown={landscape.data !== undefined && id !== undefined} />
            )}
          </WithLandscape>
        )}
      </div>
      <StatusBar systems={systems} system={systems.find((s) => s.id === place.segments[1])} />
      {features
        .flatMap((f) => f.overlays ?? [])
        .map((Overlay, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list of features is fixed
          <Boundary key={i}>
            <Suspense>
              <Overlay />
            </Suspense>
          </Boundary>
        ))}
      <Suspense>
        {top === "palette" && <Palette onClose={close} />}
        {top === "help" && <ShortcutList onClose={close} />}
      </Suspense>
      <Question />
      <LiveRegions />
    </div>
  );
}

function WithLandscape({
  systems,
  current,
  children,
}: {
  systems: readonly SystemNode[];
  current: string | undefined;
  children: React.ReactNode;
}) {
  const t = useT();
  const features = useFeatures();
  const [width, setWidth] = useRemembered("landscape.width", 244);
  const [shown, setShown] = useRemembered("landscape.shown", true);
  useKeys({ landscape: () => setShown(!shown) });
  const Tree = features.find((f) => f.landscape)?.landscape;
  return (
    <>
      {shown && Tree && (
        <nav className="tree" aria-label={t("shell.landscape")} data-region="landscape" style={{ width }}>
          <Tree systems={systems} current={current} />
          <Splitter label={t("shell.landscape")} value={width} min={200} max={400} side="before" onChange={setWidth} />
        </nav>
      )}
      {children}
    </>
  );
}

function NoPage({ unknown }: { unknown: boolean }) {
  const t = useT();
  return (
    <main className="zpage" data-region="main" tabIndex={-1}>
      {unknown && <Message page icon="question-mark" title={t("shell.noPage")} />}
    </main>
  );
}

/** From the bare address to an account: a window with systems never stands empty. */
function useHome(landscape: Landscape | undefined, atHome: boolean): void {
  useEffect(() => {
    if (!landscape || !atHome) return;
    const first = firstSystem(landscape.systems);
    if (first) void navigate(paths.system(first.id), { replace: true });
  }, [landscape, atHome]);
}

/** What had the focus may have gone with the place that was left: the next key begins at the new one. */
function useArrival(to: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each place
  useEffect(() => {
    if (focusIsNowhere()) document.querySelector<HTMLElement>("main[data-region]")?.focus({ preventScroll: true });
  }, [to]);
}
