import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { TextPlace } from "../../../api/generated/TextPlace";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import { Button } from "../../../components/Button";
import { ErrorMessage, Message } from "../../../components/Message";
import { SkeletonRows } from "../../../components/SkeletonRows";
import { useT } from "../../../shell/i18n";
import { useKeys } from "../../../shell/keyboard/useKeys";
import { usePlace } from "../../../shell/router";
import { NeverRead } from "../../../shell/SnapshotState";
import { useRemembered } from "../../../shell/useRemembered";
import { SideStrip } from "../SideStrip";
import { writes } from "./choice";
import { Differences } from "./Differences";
import { EffectList } from "./EffectList";
import { Ending } from "./Ending";
import { Explain } from "./Explain";
import { InputView } from "./InputView";
import { OutputView } from "./OutputView";
import { RunFooter } from "./RunFooter";
import { SamplePicker } from "./SamplePicker";
import { Switch } from "./Switch";
import { TryTime } from "./TryTime";
import { useRunOnAll } from "./useRunOnAll";
import type { Try } from "./useTry";
import { ValuesButton } from "./ValuesButton";
import "./tryout.css";
import "./differences.css";
import "./runonall.css";

const views = ["input", "output", "explain"] as const;
type View = (typeof views)[number];

interface Props {
  system: SystemNode;
  kind: TransformationKind;
  text: string;
  attempt: Try;
  /** Number of the version in use: what Run on All compares with. */
  current: number;
  cursor: TextPlace;
  /** Puts the cursor of the text there; the keys go there too where `focus` is given. */
  onGo: (place: TextPlace, focus?: boolean) => void;
  /** Brings `text` to what was typed a moment ago. */
  onFlush: () => void;
  /** Leads to what keeps the text from running. */
  onMend: () => void;
  collapsed: boolean;
  onCollapse: (collapsed: boolean) => void;
}

/** What the text makes of one entity, why, and what it would make of all. */
export function TryPane(props: Props) {
  const t = useT();
  const { system, kind, text, attempt, current, collapsed, onCollapse } = props;
  const [view, setView] = useRemembered<View>("workbench.try", "explain");
  const [listed, setListed] = useState(false);
  const [compared, setCompared] = useState<{ job: string; entity: string; id: string }>();
  const run = useRunOnAll({ system, kind, text, current, operation: attempt.choice.operation });
  const show = useCallback(
    (of: View) => {
      setView(of);
      setListed(false);
    },
    [setView],
  );
  useLinked((entity, id) => {
    attempt.choose({ of: "stored", id }, entity);
    show("explain");
    onCollapse(false);
  });
  const now = useRef(run);
  now.current = run;
  useKeys({
    run: () => {
      onCollapse(false);
      props.onFlush();
      const { ended, running, start } = now.current;
      if (ended) setListed(true);
      else if (!running) start();
    },
  });
  if (collapsed) {
    return (
      <SideStrip
        title={t("try.title")}
        open={t("try.show")}
        side="right"
        twin="try"
        onOpen={() => onCollapse(false)}
        testid="show-try"
      />
    );
  }
  const { choice, sample, tried } = attempt;
  const same = compared && sample?.of === "stored" && sample.id === compared.id && choice.entity === compared.entity;
  return (
    <aside
      className={attempt.pending ? "ztry pending" : "ztry"}
      aria-label={t("try.title")}
      aria-busy={attempt.pending}
      data-region="detail"
      data-testid="try"
    >
      <header className="zpane-head">
        <h2>{t("try.title")}</h2>
        <TryTime attempt={attempt} />
        <span className="room" />
        <ValuesButton attempt={attempt} />
        <Button
          design="transparent"
          icon="open-command-field"
          tooltip={t("try.hide")}
          data-twin="try"
          onClick={() => onCollapse(true)}
          testid="hide-try"
        />
      </header>
      {listed && run.run ? (
        <EffectList
          run={run}
          onBack={() => setListed(false)}
          onOpen={(row) => {
            attempt.choose({ of: "stored", id: row.id, title: row.title }, row.entity);
            if (run.run) setCompared({ job: run.run.job, entity: row.entity, id: row.id });
            show("explain");
          }}
        />
      ) : (
        <Body {...props}>
          <SamplePicker system={system} attempt={attempt} onPaste={() => show("input")} />
          {kind === "write" && (
            <Switch
              label={t("try.operation")}
              options={writes.map((id) => ({ id, title: t(`try.operation.${id}`) }))}
              selected={choice.operation}
              onSelect={attempt.setOperation}
            />
          )}
          <Switch
            label={t("try.views")}
            options={views.map((id) => ({ id, title: t(`try.view.${id}`) }))}
            selected={view}
            onSelect={setView}
          />
          <div className="body">
            {attempt.error && (
              <ErrorMessage
                error={attempt.error}
                actions={<Button onClick={attempt.retry}>{t("common.retry")}</Button>}
              />
            )}
            {!tried && !attempt.error && <SkeletonRows label={t("common.loading")} rows={8} />}
            {tried && view === "input" && <InputView attempt={attempt} tried={tried} />}
            {tried && view !== "input" && (
              <Ending
                attempt={attempt}
                tried={tried}
                onGo={props.onGo}
                onMend={props.onMend}
                onInput={() => show("input")}
                large={view === "output"}
              />
            )}
            {tried && view === "output" && <OutputView attempt={attempt} tried={tried} />}
            {tried && view === "explain" && (
              <>
                {same && <Differences of={compared} version={run.run?.number ?? current} />}
                <Explain attempt={attempt} tried={tried} cursor={props.cursor} onGo={props.onGo} />
              </>
            )}
          </div>
        </Body>
      )}
      <RunFooter run={run} listed={listed} onList={() => setListed(true)} />
    </aside>
  );
}

/** A try, or why there is none. */
function Body({ system, attempt, children }: Props & { children: ReactNode }) {
  const t = useT();
  const text = attempt.sample?.of === "text";
  if (!text && system.refreshedAt === undefined) return <NeverRead system={system} />;
  if (attempt.total === 0 && !text) {
    const { entity } = attempt.choice;
    const begin = () => attempt.choose({ of: "text", text: "{\n}\n" });
    return (
      <Message
        icon="group"
        title={t("try.none", { entity })}
        text={t("try.noneText")}
        testid="try-none"
        actions={<Button onClick={begin}>{t("try.paste")}</Button>}
      />
    );
  }
  return children;
}

/** A link may name the entity that it is about: `?user=<id>` or `?group=<id>`. */
function useLinked(onEntity: (entity: string, id: string) => void): void {
  const { query } = usePlace();
  const user = query.get("user");
  const group = query.get("group");
  // Once for each link, however often what it calls is made anew.
  const latest = useRef(onEntity);
  latest.current = onEntity;
  useEffect(() => {
    if (user) latest.current("user", user);
    else if (group) latest.current("group", group);
  }, [user, group]);
}
