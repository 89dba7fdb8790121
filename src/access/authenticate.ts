import { createHash, timingSafeEqual } from "node:crypto";
import type { AccessConfig, StaticTokenConfig } from "../config/access.js";
import type { Secret } from "../config/secret.js";
import { ANYBODY, type Caller, TOKEN_HOLDER } from "./caller.js";
import { ProofRefused } from "./refused.js";
import type { SignedTokens } from "./signed-tokens.js";

/** What of a request's headers says who sends it. */
export interface Proofs {
  /** The header Authorization. */
  readonly authorization: string | undefined;
  /** The header in which gateways show their own token. */
  readonly gateway: string | undefined;
}

/**
 * Finds out who sends a request.
 * @throws ProofRefused when the proof is missing or wrong, KeysUnavailable when it cannot be checked just now
 */
export type Authenticate = (proofs: Proofs) => Caller | Promise<Caller>;

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Whether a text is the secret. Takes as long for a wrong one as for the right one. */
function isSame(text: string, secret: Secret): boolean {
  return timingSafeEqual(digest(text), digest(secret.reveal()));
}

/** The holder of a token. All are compared, so that the time does not tell which one was close. */
function holderOf<T extends Pick<StaticTokenConfig, "token">>(token: string, tokens: readonly T[]): T | undefined {
  let holder: T | undefined;
  for (const one of tokens) if (isSame(token, one.token)) holder = one;
  return holder;
}

const bearerIn = (authorization: string | undefined): string | null =>
  /^Bearer +([\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)$/i.exec(authorization ?? "")?.[1] ?? null;

const callerOf = ({ name, groups }: StaticTokenConfig): Caller => ({
  id: name,
  name,
  groups,
  scopes: [],
  client: null,
  proof: "STATIC_TOKEN",
});

/** @param signed checks the tokens of the configured issuers; null: there are none */
export function authenticator(
  { bearerToken, access }: { readonly bearerToken?: Secret; readonly access?: AccessConfig },
  signed: SignedTokens | null,
): Authenticate {
  if (!bearerToken && !access) return () => ANYBODY;
  const tokens = (access?.tokens ?? []).map((config) => ({ ...config, caller: callerOf(config) }));
  const gateways = access?.gateways ?? [];
  return ({ authorization, gateway }) => {
    if (gateways.length > 0 && !holderOf(gateway ?? "", gateways))
      throw new ProofRefused(
        `This graph is reached through its gateway, which shows its own token in the header ${access!.gatewayHeader}.`,
      );
    const token = bearerIn(authorization);
    if (token === null) throw new ProofRefused("This graph asks for a bearer token.");
    if (bearerToken && isSame(token, bearerToken)) return TOKEN_HOLDER;
    const holder = holderOf(token, tokens);
    if (holder) return holder.caller;
    if (signed) return signed.callerOf(token);
    throw new ProofRefused("The bearer token is none that this graph knows.");
  };
}
