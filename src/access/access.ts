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

/** Who calls, and what it may do. */
export interface Access {
  readonly authenticate: Authenticate;
  /** The gate of a caller. The same caller, as an object, gets the same one. */
  gateOf(caller: Caller): Gate;
  close(): Promise<void>;
}

interface Configured {
  readonly bearerToken?: Secret;
  readonly access?: AccessConfig;
}

/**
 * @param accounts all that there are
 * @param proxies those on the way to issuers of tokens; null: they are reached directly
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

/** What finds out who calls. */
export async function createAuthenticator(
  config: Configured,
  clock: Clock,
  proxies: Proxies | null,
): Promise<Omit<Access, "gateOf">> {
  const { access } = config;
  // Brings the library for tokens with it, which nobody needs who has no issuer.
  const signed = access?.issuers.length
    ? (await import("./signed-tokens.js")).signedTokens(access.issuers, clock, proxies, ownIds(access))
    : null;
  return {
    authenticate: authenticator(config, signed),
    close: async () => signed?.close(),
  };
}
