import { useEffect, useRef, useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import { Icon, type IconName } from "../../components/Icon";
import { Refused } from "../../components/Refused";
import { useRestore } from "../../components/useRestore";
import { client } from "../../shell/data";
import { askExchange } from "../../shell/exchange";
import { firstSystem } from "../../shell/firstSystem";
import { useT } from "../../shell/i18n";
import { navigate, paths } from "../../shell/router";
import { useSession } from "../../shell/session";
import { Problem } from "./Problem";
import { SecretsPlace } from "./SecretsPlace";
import "./welcome.css";

/** What one sees before there is a system, or when the workspace cannot be opened. */
export function Welcome() {
  const { problem } = useSession();
  return problem ? <Problem problem={problem} /> : <Start />;
}

function Start() {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const [choose, restoring] = useRestore();
  const openDemo = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const landscape = await call("demo_open", {});
      client.setQueryData(["landscape", {}], landscape);
      const first = firstSystem(landscape.systems);
      await navigate(first ? paths.system(first.id, "overview") : paths.home, { replace: true });
    } catch (refused) {
      setError(refused as AppError);
      setBusy(false);
    }
  };
  return (
    <div className="zwelcome">
      <h1>{t("welcome.title")}</h1>
      <Refused error={error} testid="demo-failed" />
      <div className="cards">
        <StartCard
          icon="tree"
          title={t("welcome.demo")}
          text={busy ? t("welcome.demoOpening") : t("welcome.demoText")}
          busy={busy}
          first
          onClick={() => void openDemo()}
          testid="open-demo"
        />
        <StartCard
          icon="add"
          title={t("welcome.add")}
          text={t("welcome.addText")}
          onClick={() => void navigate(paths.page("add-system"))}
          testid="welcome-add"
        />
        <StartCard
          icon="upload"
          title={t("welcome.import")}
          text={t("welcome.importText")}
          onClick={() => askExchange({ kind: "import" })}
          testid="welcome-import"
        />
        <StartCard
          icon="history"
          title={t("welcome.restore")}
          text={t("welcome.restoreText")}
          onClick={() => {
            setError(undefined);
            choose().catch(setError);
          }}
          testid="welcome-restore"
        />
      </div>
      <SecretsPlace />
      {restoring}
    </div>
  );
}

interface CardProps {
  icon: IconName;
  title: string;
  text: string;
  busy?: boolean;
  /** Has the focus when the window opens. */
  first?: boolean;
  onClick: () => void;
  testid: string;
}

function StartCard({ icon, title, text, busy = false, first = false, onClick, testid }: CardProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (first) button.current?.focus();
  }, [first]);
  return (
    <button
      ref={button}
      type="button"
      className={first ? "card first" : "card"}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : onClick}
      data-testid={testid}
    >
      <Icon name={icon} size={24} />
      <b>{title}</b>
      <span role={busy ? "status" : undefined}>{text}</span>
    </button>
  );
}
