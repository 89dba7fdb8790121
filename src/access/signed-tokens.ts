import { createHash } from "node:crypto";
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  decodeJwt,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from "jose";
import { LRUCache } from "lru-cache";
import type { TokenIssuerConfig } from "../config/access.js";
import type { Clock } from "../transport/clock.js";
import type { Proxies } from "../transport/dispatcher.js";
import { createFetchText } from "../transport/fetch-text.js";
import type { Caller } from "./caller.js";
import { callerIn } from "./claims.js";
import { KeysUnavailable, ProofRefused } from "./refused.js";

/**
 * Milliseconds between two fetches for an unknown key. New keys of an issuer are noticed after this time at the latest;
 * tokens with invented keys cannot cause more fetches.
 */
const KEYS_COOLDOWN_MS = 5_000;
/** Milliseconds for which keys are used before they are fetched again. */
const KEYS_KEPT_MS = 10 * 60_000;
/** Milliseconds for which a checked token is trusted without another check. */
const BELIEVED_MS = 60_000;
const MOST_BELIEVED = 10_000;
/** Characters. Tokens with hundreds of groups are shorter. */
const LONGEST_TOKEN = 16 * 1024;

interface Issuer {
  readonly config: TokenIssuerConfig;
  readonly keys: JWTVerifyGetKey;
  close(): Promise<void>;
}

export interface SignedTokens {
  /** @throws ProofRefused, KeysUnavailable */
  callerOf(token: string): Caller | Promise<Caller>;
  close(): Promise<void>;
}

/**
 * Checks signed tokens (JWT): signature, issuer, audience, times and required claims. A valid token is trusted for at
 * most a minute, and never beyond its expiry.
 * @param requireOwnId refuses a caller whose id belongs to another kind
 */
export function signedTokens(
  configs: readonly TokenIssuerConfig[],
  clock: Clock,
  proxies: Proxies | null,
  requireOwnId: (caller: Caller) => Caller = (caller) => caller,
): SignedTokens {
  const issuers = new Map<string, Issuer>(
    configs.map((config) => [config.issuer, { config, ...keysOf(config, clock, proxies) }]),
  );
  const believed = new LRUCache<string, { readonly caller: Caller; readonly until: number }>({ max: MOST_BELIEVED });

  async function check(token: string, digest: string): Promise<Caller> {
    const { config, keys } = issuerOf(token);
    const now = clock.now();
    const payload = await verified(token, config, keys, now);
    const caller = requireOwnId(callerIn(payload, config));
    believed.set(digest, { caller, until: Math.min(now + BELIEVED_MS, (payload.exp ?? 0) * 1000) });
    return caller;
  }

  function issuerOf(token: string): Issuer {
    let claims: JWTPayload;
    try {
      claims = decodeJwt(token);
    } catch {
      throw new ProofRefused("This graph does not know the bearer token that was sent.");
    }
    const issuer = issuers.get(claims.iss ?? "");
    if (!issuer) throw new ProofRefused("The bearer token names no issuer (iss) that this graph trusts.");
    return issuer;
  }

  return {
    callerOf(token) {
      if (token.length > LONGEST_TOKEN)
        throw new ProofRefused(
          `The bearer token must be at most ${LONGEST_TOKEN} characters long; got ${token.length}.`,
        );
      const digest = createHash("sha256").update(token).digest("base64");
      const known = believed.get(digest);
      return known && clock.now() < known.until ? known.caller : check(token, digest);
    },
    async close() {
      await Promise.all([...issuers.values()].map((issuer) => issuer.close()));
    },
  };
}

function keysOf(
  { keys, keysUrl }: TokenIssuerConfig,
  clock: Clock,
  proxies: Proxies | null,
): Pick<Issuer, "keys" | "close"> {
  if (keys !== undefined)
    return { keys: createLocalJWKSet(JSON.parse(keys) as JSONWebKeySet), close: () => Promise.resolve() };
  const url = new URL(keysUrl!);
  const { fetchText, close } = createFetchText(url, clock, proxies);
  const remote = createRemoteJWKSet(url, {
    cooldownDuration: KEYS_COOLDOWN_MS,
    cacheMaxAge: KEYS_KEPT_MS,
    [customFetch]: async () => {
      const { status, text } = await fetchText({ accept: "application/json" });
      return new Response(text, { status });
    },
  });
  return { keys: remote, close };
}

async function verified(
  token: string,
  { issuer, audiences, algorithms, requiredClaims, clockToleranceSeconds }: TokenIssuerConfig,
  keys: JWTVerifyGetKey,
  now: number,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: audiences,
      algorithms,
      requiredClaims: ["sub", "exp", ...requiredClaims],
      clockTolerance: clockToleranceSeconds,
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    throw refusalOf(error);
  }
}

/** jose's error as a message that names the claim and contains nothing of the token. */
function refusalOf(error: unknown): ProofRefused | KeysUnavailable {
  const refused = (message: string) => new ProofRefused(`The bearer token ${message}.`, { cause: error });
  if (error instanceof errors.JWTExpired) return refused("has expired (exp)");
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim, reason } = error;
    if (reason === "missing") return refused(`lacks the claim ${claim}`);
    if (claim === "nbf") return refused("is not valid yet (nbf)");
    return refused(`has the wrong ${claim}`);
  }
  if (error instanceof errors.JOSEAlgNotAllowed)
    return refused("is signed with an algorithm that this graph does not accept (alg)");
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return refused("is signed with a key that its issuer does not publish (kid)");
  if (error instanceof errors.JWSSignatureVerificationFailed) return refused("has an invalid signature");
  if (
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JOSENotSupported
  )
    return refused("cannot be read");
  return new KeysUnavailable("The keys of the token's issuer are not available.", { cause: error });
}
