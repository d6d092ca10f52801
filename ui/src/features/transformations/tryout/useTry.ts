import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { call, onEvent } from "../../../api/api";
import type { AppError } from "../../../api/generated/AppError";
import type { Attempt } from "../../../api/generated/Attempt";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import type { TransformationOperation } from "../../../api/generated/TransformationOperation";
import type { Tried } from "../../../api/generated/Tried";
import { client, reading, useReading } from "../../../shell/data";
import { type Choice, entities, keepChoice, recallChoice, type Sampled, withValue } from "./choice";

/** Rest after the last key until a try, ms; a text waits for its check as well. */
const REST = 150;
/** Longest wait for a check, ms. */
const PATIENCE = 400;
/** From so many mappings on an answer costs a few frames to take in: they wait for a true pause, ms. */
const MANY = 2000;
const PAUSE = 900;

/** A try: what is tried, and what came of it. */
export interface Try {
  choice: Choice;
  /** What is tried; none: the snapshot has no entity of this type. */
  sample: Sampled | undefined;
  /** Entities of this type in the snapshot; none while it is not known. */
  total: number | undefined;
  /** The latest answer. */
  tried: Tried | undefined;
  /** The latest one of a text that could be run, where it was about the same entity type. */
  good: Tried | undefined;
  /** What is shown is of an older text or choice. */
  pending: boolean;
  /** Why there is no answer, or no sample. */
  error: AppError | undefined;
  /** Asks the same again. */
  retry: () => void;
  choose: (sample: Sampled, entity?: string) => void;
  setEntity: (entity: string) => void;
  setOperation: (operation: TransformationOperation) => void;
  /** Without a value the system's own counts again. */
  setProperty: (name: string, value: string | undefined) => void;
  setVariable: (name: string, value: string | undefined) => void;
  /** Drops every value that was set for the try. */
  reset: () => void;
  /** None at the end of the list. */
  next: (() => void) | undefined;
  previous: (() => void) | undefined;
}

interface Options {
  system: SystemNode;
  kind: TransformationKind;
  text: string;
  /** The text was checked as it stands. */
  checked: boolean;
  /** The entity type at the cursor: the try goes there when it becomes another one. */
  at?: string | undefined;
}

/** Runs the text over one entity at each rest. */
export function useTry({ system, kind, text, checked, at }: Options): Try {
  const [choice, setChoice] = useState(() => recallChoice(system.id, kind));
  const change = useCallback(
    (how: (now: Choice) => Choice) =>
      setChoice((now) => {
        const next = how(now);
        keepChoice(system.id, kind, next);
        return next;
      }),
    [system.id, kind],
  );
  useEffect(() => {
    const entity = entities.find((known) => known === at);
    if (entity) change((now) => (now.entity === entity ? now : { ...now, entity }));
  }, [at, change]);

  const { entity, operation, properties, variables } = choice;
  const samplesAt = (offset: number, search = "") => ({
    query: { system: system.id, entity, ...(search && { search }), offset, limit: 1 },
  });
  const known = system.refreshedAt !== undefined;
  const first = useReading("transformation_samples", samplesAt(0), { enabled: known });
  const total = known ? first.data?.total : undefined;
  const chosen = choice.samples[entity];
  const begin = first.data?.rows[0];
  const sample = useMemo<Sampled | undefined>(
    () => chosen ?? (begin && { of: "stored", id: begin.id, title: begin.title, from: { search: "", index: 0 } }),
    [chosen, begin],
  );
  const asked = useMemo(() => {
    if (!sample) return undefined;
    const attempt: Attempt = {
      system: system.id,
      kind,
      entity,
      operation,
      sample: sample.of === "text" ? { of: "text", text: sample.text } : { of: "stored", id: sample.id },
      properties,
      variables,
    };
    return { attempt, text };
  }, [system.id, kind, entity, operation, sample, properties, variables, text]);
  const answer = useAnswer(asked, checked);

  const choose = useCallback(
    (next: Sampled, of?: string) =>
      change((now) => {
        const entity = of ?? now.entity;
        return { ...now, entity, samples: { ...now.samples, [entity]: next } };
      }),
    [change],
  );
  const walk = (step: number) => {
    if (sample?.of !== "stored") return undefined;
    // One that came by a link has no place in a list: the walk begins with the first.
    const { search, index } = sample.from ?? { search: "", index: -1 };
    const to = index + step;
    if (to < 0 || (search === "" && total !== undefined && to >= total)) return undefined;
    return () => {
      const found = client.fetchQuery(reading("transformation_samples", samplesAt(to, search)));
      found.then(
        ({ rows: [row] }) => {
          if (row) choose({ of: "stored", id: row.id, title: row.title, from: { search, index: to } }, entity);
        },
        () => undefined,
      );
    };
  };
  return {
    choice,
    sample,
    total,
    ...answer,
    error: answer.error ?? (first.error && !sample ? first.error : undefined),
    retry: sample ? answer.retry : () => void first.refetch(),
    choose,
    setEntity: useCallback((entity) => change((now) => ({ ...now, entity })), [change]),
    setOperation: useCallback((operation) => change((now) => ({ ...now, operation })), [change]),
    setProperty: useCallback(
      (name, value) => change((now) => ({ ...now, properties: withValue(now.properties, name, value) })),
      [change],
    ),
    setVariable: useCallback(
      (name, value) => change((now) => ({ ...now, variables: withValue(now.variables, name, value) })),
      [change],
    ),
    reset: useCallback(() => change((now) => ({ ...now, properties: {}, variables: {} })), [change]),
    next: walk(1),
    previous: walk(-1),
  };
}

interface Asked {
  attempt: Attempt;
  text: string;
}

interface Answer {
  tried: Tried | undefined;
  good: Tried | undefined;
  pending: boolean;
  error: AppError | undefined;
  retry: () => void;
}

/** One at a time; what was asked meanwhile is asked next, the newest only. */
function useAnswer(asked: Asked | undefined, checked: boolean): Answer {
  const [found, setFound] = useState<{ asked: Asked; tried?: Tried; error?: AppError }>();
  const [stamp, setStamp] = useState(0);
  const good = useRef<{ tried: Tried; entity: string }>(undefined);
  const before = useRef<Asked>(undefined);
  const running = useRef<{ next: Asked | undefined }>(undefined);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);

  const run = useCallback(async (first: Asked) => {
    if (running.current) {
      running.current.next = first;
      return;
    }
    const mine: { next: Asked | undefined } = { next: first };
    running.current = mine;
    while (mine.next && !gone.current) {
      const now = mine.next;
      mine.next = undefined;
      const answer = await call("transformation_try", now).then(
        (tried) => ({ tried }),
        (error: AppError) => ({ error }),
      );
      if (mine.next || gone.current) continue;
      if ("tried" in answer && runs(answer.tried)) {
        good.current = { tried: answer.tried, entity: now.attempt.entity };
      }
      setFound({ asked: now, ...answer });
    }
    running.current = undefined;
  }, []);

  const system = asked?.attempt.system;
  useEffect(() => {
    // A refresh or other properties: the same try has another answer.
    const leave = onEvent((event) => {
      if (event.kind === "system" && event.system === system) setStamp((n) => n + 1);
    });
    return () => void leave.then((stop) => stop());
  }, [system]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new stamp asks again for the same
  useEffect(() => {
    if (!asked) return;
    const many = (good.current?.tried.mappings.length ?? 0) > MANY;
    const rest = restBefore(asked, before.current, many ? PAUSE : checked ? 0 : PATIENCE);
    const timer = setTimeout(() => {
      before.current = asked;
      void run(asked);
    }, rest);
    return () => clearTimeout(timer);
  }, [asked, checked, run, stamp]);

  const retry = useCallback(() => setStamp((n) => n + 1), []);
  if (!asked) return { tried: undefined, good: undefined, pending: false, error: undefined, retry };
  return {
    tried: found?.tried,
    good: good.current?.entity === asked.attempt.entity ? good.current.tried : undefined,
    pending: found?.asked !== asked,
    error: found?.error,
    retry,
  };
}

/** Whether the text could be run at all. */
const runs = ({ ended }: Tried) => ended.kind !== "broken" && ended.kind !== "unreadable";

/** What is typed rests first; another entity or operation is a press, which waits for nothing. */
function restBefore(asked: Asked, before: Asked | undefined, ofText: number): number {
  if (before && asked.text !== before.text) return ofText;
  const [now, was] = [asked.attempt, before?.attempt];
  const typed =
    was !== undefined &&
    (now.properties !== was.properties ||
      now.variables !== was.variables ||
      (now.sample.of === "text" && was.sample.of === "text" && now.sample.text !== was.sample.text));
  return typed ? REST : 0;
}
