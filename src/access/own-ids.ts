import type { AccessConfig } from "../config/access.js";
import { shown } from "../model/shown.js";
import { ANYBODY, type Caller, TOKEN_HOLDER } from "./caller.js";
import { ProofRefused } from "./refused.js";
import { matcher } from "./wildcards.js";

/**
 * Keeps callers of one kind from having the ids of another: the id of a user from a signed token or a gateway must not
 * be the name of a configured token or of a certificate, and a certificate's id must not be the name of a token.
 * Grants, idempotency keys, history and budgets identify callers by this id.
 * @returns the caller. @throws ProofRefused when its id belongs to another kind
 */
export function ownIds({ tokens, certificates }: Pick<AccessConfig, "tokens" | "certificates">) {
  const names = new Set([...tokens.map(({ name }) => name), ANYBODY.id, TOKEN_HOLDER.id]);
  const isCertified = matcher(certificates.map(({ subject }) => subject));
  return (caller: Caller): Caller => {
    const { id, proof } = caller;
    const refused = (whose: string) =>
      new ProofRefused(`The caller's id ${shown(id)} is kept for ${whose}. Give ids of other kinds an idPrefix.`);
    if (names.has(id)) throw refused("a token of this graph");
    if (proof !== "CERTIFICATE" && isCertified(id)) throw refused("those who show a certificate");
    return caller;
  };
}
