import type { AccessConfig } from "../config/access.js";
import type { Secret } from "../config/secret.js";
import type { Accounts } from "../providers/accounts.js";
import type { Clock } from "../transport/clock.js";
import type { Proxies } from "../transport/dispatcher.js";
import { type Authenticate, authenticator } from "./authenticate.js";
import type { Caller } from "./caller.js";
import { type Gate, gatekeeper } from "./gate.js";
import { OPEN, policyOf } from "./grants.js";
import { ownIds } from "./own-ids.js";

/** Who calls, and what they may do. */
export interface Access {
  readonly authenticate: Authenticate;
  /** The gate of a caller. The same caller object always gets the same gate. */
  gateOf(caller: Caller): Gate;
  close(): Promise<void>;
}

interface Configured {
  readonly bearerToken?: Secret;
  readonly access?: AccessConfig;
}

/**
 * @param accounts all accounts
 * @param proxies proxies on the way to issuers of tokens; null: they are reached directly
 */
export async function createAccess(
  config: Configured,
  accounts: Accounts,
  clock: Clock,
  proxies: Proxies | null,
): Promise<Access> {
  const { access } = config;
  return {
    ...(await createAuthenticator(config, clock, proxies)),
    gateOf: gatekeeper(access ? policyOf(access.grants) : OPEN, accounts),
  };
}

/** What authenticates callers. */
export async function createAuthenticator(
  config: Configured,
  clock: Clock,
  proxies: Proxies | null,
): Promise<Omit<Access, "gateOf">> {
  const { access } = config;
  // Loads the library for tokens, which only configurations with an issuer need.
  const signed = access?.issuers.length
    ? (await import("./signed-tokens.js")).signedTokens(access.issuers, clock, proxies, ownIds(access))
    : null;
  return {
    authenticate: authenticator(config, signed),
    close: async () => signed?.close(),
  };
}
