import { useQuery } from "@tanstack/react-query";
import { call } from "../../api/api";
import { compact } from "../../components/json/jsonTokens";
import { LongJson } from "../../components/json/LongJson";
import { useT } from "../../shell/i18n";

/** Lines of a body shown before one asks for all. */
const first = 8;

/** Headers and body of one request, exactly as they go out, the token masked. */
export function RequestBody({ plan, number }: { plan: string; number: number }) {
  const t = useT();
  const { data, error } = useQuery({
    queryKey: ["plan_request", plan, number],
    queryFn: () => call("plan_request", { plan, number }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) return <>{t("changes.requestUnknown")}</>;
  if (!data) return <>{t("changes.reading")}</>;
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
      {data.body !== undefined && <LongJson text={compact(data.body)} first={first} />}
    </>
  );
}
