import { Refused } from "../../../sandbox/refused.js";
import { badRequest } from "./errors.js";
import type { State, StoredListener } from "./state.js";

/** Checks a listener's fields together, and against other listeners. */

/** The value with older versions, which goes with only one set of ciphers. */
export const OLD_PROTOCOLS = "TLSv1.2 TLSv1.1 TLSv1";

/**
 * The pages give no codes for wrong combinations; those used here are our reading. The create page names HTTP, HTTPS
 * and TCP for the rule about algorithms, not UDP. TCP-only fields on other listeners are accepted and returned: the
 * create page's own sample has them on HTTP.
 */
export function requireFittingFields(listener: Partial<StoredListener>): void {
  const { protocol, session_sticky, lb_algorithm, certificate_id, ssl_protocols, ssl_ciphers } = listener;
  if (session_sticky && protocol !== "UDP" && lb_algorithm !== "roundrobin")
    throw badRequest("ELB.6081", "Sticky sessions need the algorithm roundrobin.");
  if (protocol !== "HTTPS") return;
  if (!certificate_id) throw badRequest("ELB.6001", "The parameter certificate_id is empty.");
  if (ssl_protocols === OLD_PROTOCOLS && ssl_ciphers !== "Extended")
    throw badRequest("ELB.6061", `ssl_ciphers must be Extended with ssl_protocols ${OLD_PROTOCOLS}.`);
}

export function requireFreePort(state: State, loadBalancerId: string, port: number): void {
  const isTaken = state.listeners.count({ group: loadBalancerId, where: ({ value }) => value.port === port }) > 0;
  if (isTaken) throw badRequest("ELB.6101", "The listener port is already used on the load balancer.");
}

export function requireRoom({ listeners, quotas }: State): void {
  if (listeners.count() < quotas.listeners) return;
  throw new Refused(403, "ELB.6091", "The number of listeners has reached the quota.");
}
