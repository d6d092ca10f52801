import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../../api/api";
import { Json } from "../../components/json/Json";
import { compact, head } from "../../components/json/jsonTokens";
import { useT } from "../../shell/i18n";

/** Lines of a body shown before one asks for all. */
const first = 8;

/** Headers and body of one request, exactly as they go out, the token masked. */
export function RequestBody({ plan, number }: { plan: string; number: number }) {
  const t = useT();
  const [whole, setWhole] = useState(false);
  const { data, error } = useQuery({
    queryKey: ["plan_request", plan, number],
    queryFn: () => call("plan_request", { plan, number }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) return <>{t("changes.requestUnknown")}</>;
  if (!data) return <>{t("changes.reading")}</>;
  const body = data.body === undefined ? undefined : head(compact(data.body), whole ? Number.POSITIVE_INFINITY : first);
  return (
    <>
      <div className="zheaders">
        <span className="mono">
          {data.method} {data.url}
        </span>
        {data.headers.map(([name, value]) => (
          <span key={name} className="mono">
            <span className="jname">{name}:</span> {value}
          </span>
        ))}
      </div>
      {body && <Json text={body.text} />}
      {body && body.more > 0 && (
        <button type="button" className="zlink" onClick={() => setWhole(true)}>
          {t("changes.moreLines", { count: body.more })}
        </button>
      )}
    </>
  );
}
