import type { Consumer } from "../../../api/generated/Consumer";

export interface Addresses {
  /** SAP's address for OAuth clients. */
  service: string;
  /** SAP's address for Basic. */
  api: string;
  /** SAP's address for client certificates. */
  certificate: string;
  /** Where OAuth clients get their token. */
  token: string;
}

/** The three base addresses of a system's proxy, alike in what they do, and where tokens are made. */
export function addressesOf(base: string, system: string): Addresses {
  return {
    service: `${base}/ipsproxy/service/api/v1/scim/${system}`,
    api: `${base}/ipsproxy/api/v1/scim/${system}`,
    certificate: `${base}/ipsproxy/certapi/v1/scim/${system}`,
    token: `${base}/oauth2/token`,
  };
}

/** The address that fits how the consumer signs in. */
export const addressFor = (addresses: Addresses, { signIn }: Pick<Consumer, "signIn">): string =>
  signIn === "certificate" ? addresses.certificate : addresses.service;

/**
 * A call that shows whether it works: the first user. curl asks for the secret, so that none is left in the history of
 * the shell.
 */
export function curlOf(addresses: Addresses, consumer: Pick<Consumer, "id" | "signIn">): string {
  const list = `'${addressFor(addresses, consumer)}/Users?count=1'`;
  switch (consumer.signIn) {
    case "basic":
      return `curl -u '${consumer.id}' ${list}`;
    case "oauth":
      return [
        `curl -u '${consumer.id}' -d grant_type=client_credentials '${addresses.token}'`,
        `curl -H 'Authorization: Bearer <access_token>' ${list}`,
      ].join("\n");
    case "certificate":
      return `curl --cert client.pem --key client.key ${list}`;
  }
}

/** The host that a repository of SAP Identity Management names. */
export function hostOf(base: string): string {
  try {
    return new URL(base).host;
  } catch {
    return base;
  }
}
