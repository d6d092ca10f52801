import type { SystemNode } from "../../api/generated/SystemNode";
import type { TestStep } from "../../api/generated/TestStep";

/** A test as text for a ticket. It holds no secrets: no answer of the backend does. */
export function report(system: SystemNode, steps: TestStep[], version: string, now: Date): string {
  const lines = steps.map((s) => {
    const said = s.error ? `${s.error.message} ${s.error.help ?? ""} (${s.error.code})` : s.message;
    return `${s.step}: ${s.outcome}, ${s.milliseconds} ms. ${said}`;
  });
  return [
    `${system.name}: connection test, ${now.toISOString()}, Zonedesk ${version}`,
    `URL: ${system.url}`,
    `Token URL: ${system.tokenUrl}`,
    `Client: ${system.clientId}`,
    ...lines,
  ].join("\n");
}
