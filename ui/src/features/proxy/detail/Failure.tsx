import type { ProxyCallDetail } from "../../../api/generated/ProxyCallDetail";
import { Strip } from "../../../components/Strip";
import { useT } from "../../../shell/i18n";
import { Link, paths } from "../../../shell/router";
import { entityOf, failedRun, mappingNumber, scimDetail } from "./readFailure";

/** Why the call failed, or why it left entities out, and where that is mended. Nothing of a call that went well. */
export function Failure({ detail }: { detail: ProxyCallDetail }) {
  const t = useT();
  const { call, runs, responseBody } = detail;
  const failed = call.status >= 400;
  const run = failedRun(detail);
  const count = runs.filter(({ failure }) => failure !== undefined).length;
  const said = scimDetail(responseBody);
  if (!failed && !run) return null;
  const number = run && mappingNumber(run);
  return (
    <Strip severity={failed ? "error" : "warning"} testid="call-failure" quiet>
      {run ? (
        <>
          <b>
            {number === undefined
              ? t("proxy.runFailed", { entity: run.entity, failure: run.failure ?? "" })
              : t("proxy.mappingFailed", { number, entity: run.entity, failure: run.failure ?? "" })}
          </b>{" "}
          {!failed && t("proxy.leftOut", { count })}{" "}
          <Link
            to={paths.system(call.system, "transformations", run.kind, undefined, {
              ...(run.kind === "read" && entityOf(call.path)),
              mapping: run.pointer,
            })}
            data-testid="call-workbench"
          >
            {t("proxy.openWorkbench")}
          </Link>
        </>
      ) : (
        <b>{said ?? t("proxy.answered", { status: call.status })}</b>
      )}
    </Strip>
  );
}
