import type { AccessConfig } from "../config/access.js";
import { shown } from "../model/shown.js";
import { ANYBODY, type Caller, TOKEN_HOLDER } from "./caller.js";
import { ProofRefused } from "./refused.js";
import { matcher } from "./wildcards.js";

/**
 * Keeps callers of one kind from having the ids of another: who is a user by a signed token or by a gateway's word must
 * not be called like a token of the configuration, or like a certificate; whoever shows a certificate not like a token.
 * An id is who somebody is to grants, to keys of changes, to the history and to budgets.
 * @returns hands the caller on. @throws ProofRefused when its id is of another kind
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
