import { fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { Consumer } from "../../../api/generated/Consumer";
import type { SignIn } from "../../../api/generated/SignIn";
import type { SystemNode } from "../../../api/generated/SystemNode";
import { stateOf } from "../testing";
import { addressesOf, curlOf, hostOf } from "./addresses";
import { ConnectDialog } from "./ConnectDialog";

vi.mock("../../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));

const addresses = addressesOf("https://proxy.acme.example/scim", "s1");

it.each<[SignIn, string]>([
  ["basic", "curl -u 'idm' 'https://proxy.acme.example/scim/ipsproxy/service/api/v1/scim/s1/Users?count=1'"],
  [
    "oauth",
    "curl -u 'idm' -d grant_type=client_credentials 'https://proxy.acme.example/scim/oauth2/token'\n" +
      "curl -H 'Authorization: Bearer <access_token>' " +
      "'https://proxy.acme.example/scim/ipsproxy/service/api/v1/scim/s1/Users?count=1'",
  ],
  [
    "certificate",
    "curl --cert client.pem --key client.key " +
      "'https://proxy.acme.example/scim/ipsproxy/certapi/v1/scim/s1/Users?count=1'",
  ],
])("writes a call for a consumer of sign-in %s", (signIn, curl) => {
  expect(curlOf(addresses, { id: "idm", signIn })).toBe(curl);
});

it.each([
  ["https://proxy.acme.example/scim", "proxy.acme.example"],
  ["http://localhost:8443", "localhost:8443"],
  ["nonsense", "nonsense"],
])("finds the host of %s", (base, host) => expect(hostOf(base)).toBe(host));

describe("the dialog", () => {
  const consumer = (id: string, signIn: SignIn): Consumer => ({ id, name: "", signIn, access: true, createdAt: "" });
  const shown = (more: Partial<ReturnType<typeof stateOf>>, consumers: Consumer[] = [], chosen?: string) =>
    render(
      <ConnectDialog
        system={{ id: "s1", name: "Retail PROD" } as SystemNode}
        state={stateOf(more)}
        consumers={consumers}
        chosen={chosen}
        onClose={vi.fn()}
      />,
    );

  it.each([
    [{ tls: true, loopback: false }, []],
    [{ tls: false, loopback: false }, ["connect-plain"]],
    [{ tls: true, loopback: true }, ["connect-loopback"]],
    [{ tls: false, loopback: true }, ["connect-loopback", "connect-plain"]],
  ])("warns of what is in the way: %o", (more, warned) => {
    shown(more);
    expect(["connect-loopback", "connect-plain"].filter((id) => screen.queryByTestId(id))).toEqual(warned);
  });

  it("has the values of the consumer that it was opened for", () => {
    shown({}, [consumer("idm", "basic"), consumer("entra", "oauth")], "entra");
    expect(screen.getByTestId("connect-token").textContent).toBe("https://localhost:8443/oauth2/token");
    expect(screen.getByTestId("connect-auth-user").textContent).toBe("entra");
    expect(screen.getByTestId("connect-curl").textContent).toContain("-u 'entra'");
  });

  it("says what SAP advises, and copies it", () => {
    const writeText = vi.fn(async () => undefined);
    vi.stubGlobal("navigator", { clipboard: { writeText }, platform: "" });
    shown({});
    const advice = "SAP advises PUT for changing entities, whatever the consumer; PATCH works here too.";
    expect(screen.getByTestId("connect-advice").textContent).toBe(advice);
    fireEvent.click(screen.getByTestId("connect-advice").parentElement?.querySelector("button") as HTMLElement);
    expect(writeText).toHaveBeenCalledWith(advice);
    vi.unstubAllGlobals();
  });

  it("names the host of repositories on Neo in Shanghai", () => {
    shown({});
    expect(screen.getByTestId("connect-dialog").textContent).toContain("dispatcher.cn1.platform.sapcloud.cn");
  });
});
