import { useState } from "react";
import type { Destination } from "../../../api/generated/Destination";
import type { ImportedDestination } from "../../../api/generated/ImportedDestination";
import { Button } from "../../../components/Button";
import { ErrorMessage, Message } from "../../../components/Message";
import { Strip } from "../../../components/Strip";
import { useReading } from "../../../shell/data";
import type { PageProps } from "../../../shell/feature";
import { useFormat, useT } from "../../../shell/i18n";
import { Link, navigate, paths } from "../../../shell/router";
import { Findings } from "../Findings";
import { PropertiesEditor } from "../PropertiesEditor";
import { DeleteDialog } from "./DeleteDialog";
import { ImportDialog } from "./ImportDialog";
import { NameDialog } from "./NameDialog";
import "./destinations.css";

type Open = { kind: "create" | "import" } | { kind: "rename" | "delete"; destination: Destination };

/** `/destinations`, and `/destinations/<id>`: all of them, or the properties of one. */
export function DestinationsPage({ rest }: PageProps) {
  const t = useT();
  const { data, error } = useReading("destinations", {});
  const [open, setOpen] = useState<Open>();
  const [imported, setImported] = useState<ImportedDestination>();
  if (error) return <ErrorMessage error={error} />;
  if (!data) return null;
  const [id] = rest;
  const one = data.find((destination) => destination.id === id);
  const close = () => setOpen(undefined);
  const show = (destination: Destination) => {
    close();
    void navigate(paths.page("destinations", destination.id));
  };
  return (
    <div className="zdestinations">
      {id === undefined ? (
        <All destinations={data} onOpen={setOpen} />
      ) : one ? (
        <>
          <header>
            <Link to={paths.page("destinations")}>{t("destinations.all")}</Link>
            <h1>{one.name}</h1>
            <p className="quiet">{one.description}</p>
            <Users destination={one} />
            <div className="acts">
              <Button onClick={() => setOpen({ kind: "rename", destination: one })} testid="destination-rename">
                {t("destinations.rename")}
              </Button>
              <Button onClick={() => setOpen({ kind: "delete", destination: one })} testid="destination-delete">
                {t("destinations.delete")}
              </Button>
            </div>
          </header>
          {imported && imported.destination.id === one.id && <Imported imported={imported} />}
          <PropertiesEditor key={one.id} owner={one.id} name={one.name} />
        </>
      ) : (
        <Message
          page
          icon="question-mark"
          title={t("destinations.missing")}
          actions={<Button onClick={() => void navigate(paths.page("destinations"))}>{t("destinations.all")}</Button>}
        />
      )}
      {open?.kind === "create" && <NameDialog onClose={close} onDone={show} />}
      {open?.kind === "rename" && <NameDialog before={open.destination} onClose={close} onDone={close} />}
      {open?.kind === "delete" && (
        <DeleteDialog
          destination={open.destination}
          onClose={close}
          onDone={() => {
            close();
            void navigate(paths.page("destinations"), { replace: true });
          }}
        />
      )}
      {open?.kind === "import" && (
        <ImportDialog
          onClose={close}
          onDone={(made) => {
            setImported(made);
            show(made.destination);
          }}
        />
      )}
    </div>
  );
}

function All({ destinations, onOpen }: { destinations: readonly Destination[]; onOpen: (open: Open) => void }) {
  const t = useT();
  const acts = (
    <>
      <Button onClick={() => onOpen({ kind: "import" })} testid="destination-import">
        {t("destinations.import")}
      </Button>
      <Button design="emphasized" onClick={() => onOpen({ kind: "create" })} testid="destination-create">
        {t("destinations.create")}
      </Button>
    </>
  );
  if (destinations.length === 0) {
    return <Message page icon="globe" title={t("destinations.none")} text={t("destinations.hint")} actions={acts} />;
  }
  return (
    <>
      <header>
        <h1>{t("destinations.title")}</h1>
        <p className="quiet">{t("destinations.hint")}</p>
        <div className="acts">{acts}</div>
      </header>
      <ul className="list">
        {destinations.map((destination) => (
          <li key={destination.id} data-testid={`destination-${destination.name}`}>
            <Link to={paths.page("destinations", destination.id)}>{destination.name}</Link>
            <span className="quiet">{destination.description}</span>
            <span>
              {t("destinations.properties", { count: destination.properties })}
              {destination.credentials > 0 && `, ${t("destinations.credentials", { count: destination.credentials })}`}
            </span>
            <Users destination={destination} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Users({ destination }: { destination: Destination }) {
  const t = useT();
  const format = useFormat();
  const names = destination.systems.map((system) => system.name);
  return (
    <span className="quiet ell">
      {names.length === 0 ? t("destinations.unused") : t("destinations.users", { names: format.list(names) })}
    </span>
  );
}

/** What the file did not give, and what is odd about what it gave. */
function Imported({ imported }: { imported: ImportedDestination }) {
  const t = useT();
  const format = useFormat();
  if (imported.masked.length === 0 && imported.findings.length === 0) return null;
  return (
    <Strip severity="warning" testid="destination-imported">
      {imported.masked.length > 0 && <p>{t("destinations.masked", { names: format.list(imported.masked) })}</p>}
      {imported.findings.map((finding) => (
        <p key={finding.property + finding.text.message}>
          {finding.property}: <Findings findings={[finding]} />
        </p>
      ))}
    </Strip>
  );
}
