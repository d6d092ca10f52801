import type { ExplainedMapping } from "../../api/generated/ExplainedMapping";
import type { ProxyCall } from "../../api/generated/ProxyCall";
import type { ProxyCallDetail } from "../../api/generated/ProxyCallDetail";
import type { ProxyState } from "../../api/generated/ProxyState";

// What the tests of the proxy answer in place of the backend.

export const stateOf = (more: Partial<ProxyState> = {}): ProxyState => ({
  base: "https://localhost:8443",
  tls: true,
  loopback: false,
  since: "2026-03-04T08:02:00Z",
  systems: ["s1"],
  traces: [],
  ...more,
});

export const callOf = (number: number, more: Partial<ProxyCall> = {}): ProxyCall => ({
  number,
  at: "2026-03-04T09:41:44Z",
  system: "s1",
  systemName: "Retail PROD",
  consumer: "idm-prod",
  method: "GET",
  path: `/Users/u${number}`,
  status: 200,
  milliseconds: 84,
  backendCalls: 1,
  ...more,
});

export const detailOf = ({ call, ...more }: Partial<ProxyCallDetail> = {}): ProxyCallDetail => ({
  call: call ?? callOf(7),
  requestId: "01JDF3",
  headers: [{ name: "Accept", value: "application/scim+json" }],
  responseBytes: 212,
  responseType: "application/scim+json",
  backend: [],
  entitiesRead: 0,
  entitiesShown: 0,
  runs: [],
  ...more,
});

export const mappingOf = (number: number, outcome: ExplainedMapping["outcome"] = "ran"): ExplainedMapping => ({
  number,
  title: `$.m${number}`,
  range: { from: { line: number, column: 1 }, to: { line: number, column: 9 } },
  outcome,
  source: `$.s${number}`,
  places: [],
  functions: [],
  targets: [],
  target: `$.m${number}`,
});
