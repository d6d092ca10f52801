import { useCallback, useMemo, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Chips } from "../../components/Chips";
import { ListDetail } from "../../components/ListDetail";
import { ErrorMessage, Message } from "../../components/Message";
import { SearchField } from "../../components/SearchField";
import { Select } from "../../components/Select";
import { SkeletonRows } from "../../components/SkeletonRows";
import { useReading } from "../../shell/data";
import type { PageProps } from "../../shell/feature";
import { useT } from "../../shell/i18n";
import { useJobs } from "../../shell/jobs";
import { withKeys } from "../../shell/keyboard/shortcuts";
import { useKeys } from "../../shell/keyboard/useKeys";
import { navigate, paths } from "../../shell/router";
import { EntryDetail } from "./EntryDetail";
import { EntryList } from "./EntryList";
import { Interrupted } from "./Interrupted";
import { JobRow, jobsToShow } from "./JobRow";
import { JournalState } from "./JournalState";
import { type Filter, noFilter, useEntries } from "./useEntries";
import "./activity.css";

/** What runs, and what was changed: the journal, with each entry's requests and the way back. */
export function ActivityPage({ rest }: PageProps) {
  const t = useT();
  const [full, setFull] = useState(false);
  const entry = rest[0] === undefined ? undefined : Number(rest[0]);
  const close = useCallback(() => {
    setFull(false);
    void navigate(paths.page("activity"));
  }, []);
  return (
    <div className="zactivity">
      <header>
        <h1>{t("page.activity")}</h1>
        <JournalState />
      </header>
      <Interrupted />
      <ListDetail
        name="activity"
        list={<ActivityList current={entry} />}
        detail={entry === undefined ? undefined : <EntryDetail key={entry} entry={entry} onClose={close} />}
        full={full}
        onFull={setFull}
        onClose={close}
      />
    </div>
  );
}

type Chip = "all" | "running" | "failed";

function ActivityList({ current }: { current: number | undefined }) {
  const t = useT();
  const [filter, setFilter] = useState(noFilter);
  const [onlyRunning, setOnlyRunning] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const all = useJobs();
  const jobs = useMemo(() => jobsToShow(all), [all]);
  const { total, rowAt, onWindow, page, error, retry } = useEntries(filter);
  const running = jobs.filter((job) => job.state === "running");
  const chip: Chip = onlyRunning ? "running" : filter.failedOnly ? "failed" : "all";
  const shownJobs = chip === "running" ? running : chip === "failed" ? jobs.filter((j) => j.state === "failed") : jobs;
  useKeys({ search: () => search.current?.focus() });
  const setSearch = useCallback((text: string) => setFilter((f) => ({ ...f, search: text })), []);
  const filtered = filter.search !== "" || filter.system !== "" || filter.failedOnly || filter.days > 0;
  return (
    <>
      <div className="tools">
        <SearchField
          ref={search}
          value={filter.search}
          onChange={setSearch}
          placeholder={t("activity.search")}
          tooltip={withKeys(t("activity.searchHint"), "search")}
          delay={150}
          testid="activity-search"
        />
        <Filters filter={filter} onFilter={setFilter} />
      </div>
      <Chips
        label={t("activity.filters")}
        selected={chip}
        onSelect={(id) => {
          setOnlyRunning(id === "running");
          setFilter({ ...filter, failedOnly: id === "failed" });
        }}
        chips={[
          { id: "all", title: t("activity.chip.all"), count: chip === "failed" ? undefined : page?.total },
          { id: "running", title: t("activity.chip.running"), count: running.length },
          {
            id: "failed",
            title: t("activity.chip.failed"),
            count: page?.failed,
            attention: (page?.failed ?? 0) > 0,
          },
        ]}
      />
      {shownJobs.length > 0 && (
        <ul className="zjobs" aria-label={t("activity.jobs")}>
          {shownJobs.map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </ul>
      )}
      {chip === "running" ? (
        running.length === 0 && <Message icon="history" title={t("activity.noJobs")} />
      ) : total ? (
        <EntryList total={total} rowAt={rowAt} onWindow={onWindow} current={current} />
      ) : error ? (
        <ErrorMessage error={error} actions={<Button onClick={retry}>{t("common.retry")}</Button>} />
      ) : total === undefined ? (
        <SkeletonRows label={t("common.loading")} />
      ) : filtered ? (
        <Message
          icon="filter"
          title={t("activity.noHits")}
          actions={<Button onClick={() => setFilter(noFilter)}>{t("activity.clear")}</Button>}
        />
      ) : (
        shownJobs.length === 0 && (
          <Message icon="history" title={t("activity.nothing")} text={t("activity.nothingText")} />
        )
      )}
    </>
  );
}

const periods = [0, 1, 7, 30, 90];

function Filters({ filter, onFilter }: { filter: Filter; onFilter: (filter: Filter) => void }) {
  const t = useT();
  const { data } = useReading("landscape", {});
  const accounts = data?.systems.filter((s) => s.state !== "folder") ?? [];
  return (
    <>
      <FilterSelect
        label={t("activity.system")}
        value={filter.system}
        onChange={(system) => onFilter({ ...filter, system })}
        options={[
          { value: "", title: t("activity.everySystem") },
          ...accounts.map((s) => ({ value: s.id, title: s.name })),
        ]}
      />
      <FilterSelect
        label={t("activity.days")}
        value={String(filter.days)}
        onChange={(days) => onFilter({ ...filter, days: Number(days) })}
        options={periods.map((days) => ({
          value: String(days),
          title: days === 0 ? t("activity.anyTime") : t("activity.lastDays", { days }),
        }))}
      />
    </>
  );
}

interface FilterSelectProps {
  label: string;
  value: string;
  options: { value: string; title: string }[];
  onChange: (value: string) => void;
}

function FilterSelect({ label, value, options, onChange }: FilterSelectProps) {
  return (
    <Select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.title}
        </option>
      ))}
    </Select>
  );
}
