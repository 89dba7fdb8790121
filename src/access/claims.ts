import type { TokenIssuerConfig } from "../config/access.js";
import type { Caller } from "./caller.js";

/** The most groups and scopes of one token; further ones are ignored. */
const MOST_NAMES = 1_000;

/** The caller that the claims of a signed token describe. */
export function callerIn(
  claims: Readonly<Record<string, unknown>>,
  { groupsClaim, scopesClaim, idPrefix = "" }: Pick<TokenIssuerConfig, "groupsClaim" | "scopesClaim" | "idPrefix">,
): Caller {
  const { sub, name, azp, client_id: clientId } = claims;
  const textOr = (value: unknown) => (typeof value === "string" && value !== "" ? value.slice(0, 256) : null);
  return {
    id: `${idPrefix}${String(sub ?? "")}`,
    name: textOr(name),
    groups: namesIn(claims[groupsClaim], null),
    scopes: namesIn(claims[scopesClaim], " "),
    client: textOr(azp) ?? textOr(clientId),
    proof: "SIGNED_TOKEN",
  };
}

/** Names in a claim: a list of texts, or a text, in which `between` stands between two of them. */
function namesIn(claim: unknown, between: string | null): readonly string[] {
  if (typeof claim === "string")
    return (between === null ? [claim] : claim.split(between)).filter(Boolean).slice(0, MOST_NAMES);
  if (!Array.isArray(claim)) return [];
  return claim.filter((name): name is string => typeof name === "string").slice(0, MOST_NAMES);
}
