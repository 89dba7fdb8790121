import { Refused } from "../../../sandbox/refused.js";
import { requireCertificates } from "./certificates.js";
import { badRequest, conflict } from "./errors.js";
import type { State } from "./state.js";

/** What a listener's fields may be together, and beside other listeners. */

export function isHttps(protocol: string): boolean {
  return protocol === "TERMINATED_HTTPS";
}

export function isWeb(protocol: string): boolean {
  return protocol === "HTTP" || isHttps(protocol);
}

/** Those of a listener's fields that need a certain protocol. */
export interface WebFields {
  readonly http2_enable?: boolean;
  readonly default_tls_container_ref?: string | null;
  readonly client_ca_tls_container_ref?: string | null;
  readonly sni_container_refs?: readonly string[] | null;
  readonly tls_ciphers_policy?: string | null;
  readonly insert_headers?: object | null;
}

/** Source: create listener page. */
export function requireFittingFields(fields: WebFields, protocol: string): void {
  if (fields.http2_enable && !isHttps(protocol)) throw badRequest("http2_enable is for TERMINATED_HTTPS only");
  if (fields.insert_headers && !isWeb(protocol)) throw badRequest(`insert_headers is not for ${protocol}`);
  if (fields.tls_ciphers_policy && !isHttps(protocol))
    throw badRequest("tls_ciphers_policy is for TERMINATED_HTTPS only");
  const servers = [fields.default_tls_container_ref ?? [], fields.sni_container_refs ?? []].flat();
  const clients = [fields.client_ca_tls_container_ref ?? []].flat();
  if (servers.length + clients.length > 0 && !isHttps(protocol))
    throw badRequest("Certificates are for TERMINATED_HTTPS only");
  requireCertificates("server", servers);
  requireCertificates("client", clients);
}

/** @param reference what the listener will have */
export function requireCertificate(reference: string | null | undefined, protocol: string): void {
  if (!isHttps(protocol) || reference != null) return;
  throw new Refused(400, "TLSDefaultContainerNotSpecified", "Default TLS container was not specified");
}

/** A number is there once, and once more for UDP. Source: user guide, "Listeners". */
export function requireFreePort(state: State, loadBalancerId: string, protocol: string, port: number): void {
  if (port === 0 && !(state.dialect.isOpenTelekom && protocol === "TCP"))
    throw badRequest("Invalid input for protocol_port. Reason: '0' is not in the range 1 to 65535.");
  if (protocol === "UDP" && port === 4789)
    throw badRequest("Invalid input for protocol_port. Reason: '4789' is used by the system.");
  const isTaken = state.listeners.count({
    group: loadBalancerId,
    where: ({ value }) => value.protocol_port === port && (value.protocol === "UDP") === (protocol === "UDP"),
  });
  if (isTaken === 0) return;
  throw conflict(
    "LoadBalancerListenerProtocolPortExists",
    `Load Balancer ${loadBalancerId} already has a listener with protocol_port of ${port}`,
  );
}
