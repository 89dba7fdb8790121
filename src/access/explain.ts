import { ACCESS_ACTIONS, type AccessConfig } from "../config/access.js";
import type { Secret } from "../config/secret.js";
import { shown } from "../model/shown.js";
import type { Clock } from "../transport/clock.js";
import type { Proxies } from "../transport/dispatcher.js";
import { createAuthenticator } from "./access.js";
import type { Caller } from "./caller.js";
import { callerIn } from "./claims.js";
import { type GrantedAccount, OPEN, policyOf } from "./grants.js";
import { ownIds } from "./own-ids.js";
import { KeysUnavailable, ProofRefused } from "./refused.js";

interface Configured {
  readonly bearerToken?: Secret;
  readonly access?: AccessConfig;
}

/**
 * What a caller may do with each account, and by which grants, as text for people.
 * @param who a token as the caller sends it, or the claims of a signed one as JSON: { "sub": "ada", "groups": ["sre"] }
 */
export async function explainAccess(
  config: Configured,
  accounts: readonly GrantedAccount[],
  who: string,
  clock: Clock,
  proxies: Proxies | null,
): Promise<string> {
  const caller = await callerFrom(config, who, clock, proxies);
  if (typeof caller === "string") return `${caller}\n`;
  const policy = config.access ? policyOf(config.access.grants) : OPEN;
  const { id, name, groups, scopes, client, proof } = caller;
  const about = [
    ["caller", id],
    ["name", name ?? "–"],
    ["groups", groups.join(", ") || "–"],
    ["scopes", scopes.join(", ") || "–"],
    ["client", client ?? "–"],
    ["authenticated by", proof],
  ].map(([label = "", text = ""]) => `  ${label.padEnd(12)}${text}\n`);
  const lines = accounts.flatMap((account) => {
    const rights = policy.rightsOf(caller, account);
    const allowed = ACCESS_ACTIONS.filter((action) => rights.may(action)).map((action) => {
      const bounds = rights.boundsOf(action);
      const grants = rights.grantsFor(action).map((index) => `grants[${index}]`);
      const why = grants.length > 0 ? `  by ${grants.join(", ")}` : "";
      return `    ${action.padEnd(8)}${why}${bounds ? `  only ${bounds}` : ""}\n`;
    });
    const note = account.isReadOnly ? "  (read-only)" : "";
    return [
      `  ${account.id}${note}\n`,
      ...(allowed.length > 0 ? allowed : ["    nothing; it does not exist for this caller\n"]),
    ];
  });
  return `${about.join("")}\n${lines.join("")}`;
}

async function callerFrom(
  config: Configured,
  who: string,
  clock: Clock,
  proxies: Proxies | null,
): Promise<Caller | string> {
  if (who.trimStart().startsWith("{")) {
    try {
      const claims = JSON.parse(who) as Record<string, unknown>;
      const issuer =
        config.access?.issuers.find(({ issuer: name }) => name === claims.iss) ?? config.access?.issuers[0];
      const caller = callerIn(claims, {
        groupsClaim: issuer?.groupsClaim ?? "groups",
        scopesClaim: issuer?.scopesClaim ?? "scope",
        idPrefix: issuer?.idPrefix,
      });
      return config.access ? ownIds(config.access)(caller) : caller;
    } catch (error) {
      if (error instanceof ProofRefused) return `Refused: ${error.message}`;
      return `This is neither a token nor a JSON object of claims: ${shown(who)}.`;
    }
  }
  const { authenticate, close } = await createAuthenticator(config, clock, proxies);
  try {
    return await authenticate({ authorization: `Bearer ${who}` });
  } catch (error) {
    if (error instanceof ProofRefused || error instanceof KeysUnavailable) return `Refused: ${error.message}`;
    throw error;
  } finally {
    await close();
  }
}
