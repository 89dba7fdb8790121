import { LRUCache } from "lru-cache";
import type { AccessConfig, CertificateConfig, GatewayConfig } from "../config/access.js";
import { Secret } from "../config/secret.js";
import { ANYBODY, type Caller, type CallerProof, TOKEN_HOLDER } from "./caller.js";
import { ownIds } from "./own-ids.js";
import { ProofRefused } from "./refused.js";
import type { SignedTokens } from "./signed-tokens.js";
import { matcher } from "./wildcards.js";

/** The parts of a request that identify its sender. */
export interface Proofs {
  /** The header Authorization. */
  readonly authorization?: string | undefined;
  /** The header in which gateways send their own token. */
  readonly gateway?: string | undefined;
  /** The SPIFFE id or common name in the client's certificate, if an authority vouches for it. */
  readonly certificate?: string | undefined;
  /** The user that a gateway names, and the user's groups, separated by commas. */
  readonly user?: string | undefined;
  readonly userGroups?: string | undefined;
}

/**
 * Authenticates the sender of a request.
 * @throws ProofRefused when the proof is missing or wrong, KeysUnavailable when it cannot be checked at the moment
 */
export type Authenticate = (proofs: Proofs) => Caller | Promise<Caller>;

/** The holder of a token. All tokens are compared, so that the time does not reveal which one was close. */
function holderOf<T extends { readonly token?: Secret }>(token: string, tokens: readonly T[]): T | undefined {
  if (tokens.length === 0) return undefined;
  const isSame = Secret.matching(token);
  let holder: T | undefined;
  for (const one of tokens) if (one.token && isSame(one.token)) holder = one;
  return holder;
}

const bearerIn = (authorization: string | undefined): string | null =>
  /^Bearer +([\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)$/i.exec(authorization ?? "")?.[1] ?? null;

const named = (id: string, name: string | null, groups: readonly string[], proof: CallerProof): Caller => ({
  id,
  name,
  groups,
  scopes: [],
  client: null,
  proof,
});

/** The most groups in a header; further ones are ignored. */
const MOST_GROUPS = 1_000;

function groupsIn(header: string | undefined): string[] {
  return (header ?? "")
    .split(",", MOST_GROUPS)
    .map((group) => group.trim())
    .filter(Boolean);
}

/** @param signed checks the tokens of the configured issuers; null: there are none */
export function authenticator(
  { bearerToken, access }: { readonly bearerToken?: Secret; readonly access?: AccessConfig },
  signed: SignedTokens | null,
): Authenticate {
  if (!bearerToken && !access) return () => ANYBODY;
  const { tokens = [], gateways = [], certificates = [], gatewayHeader = "" } = access ?? {};
  const holders = tokens.map(({ name, token, groups }) => ({
    token,
    caller: named(name, name, groups, "STATIC_TOKEN"),
  }));
  const gatewayOf = gatewayFinder(gateways);
  const requireOwnId = ownIds({ tokens, certificates });
  const certified = certificateHolders(certificates, requireOwnId);
  const userOf = remembered((user: string, groups: string | undefined) =>
    requireOwnId(named(user, null, groupsIn(groups), "GATEWAY")),
  );

  return (proofs) => {
    const gateway = gatewayOf(proofs);
    if (gateways.length > 0 && !gateway)
      throw new ProofRefused(
        `This graph accepts requests only from its gateway, which authenticates with a certificate or with its own token in the header ${gatewayHeader}.`,
      );
    const token = bearerIn(proofs.authorization);
    if (token === null) {
      if (gateway?.namesUsers && proofs.user)
        return userOf(`${gateway.idPrefix ?? ""}${proofs.user}`, proofs.userGroups);
      const caller = proofs.certificate === undefined ? null : certified(proofs.certificate);
      if (caller) return caller;
      throw new ProofRefused('This graph requires a bearer token: send the header "Authorization: Bearer …".');
    }
    if (bearerToken?.isSame(token)) return TOKEN_HOLDER;
    const holder = holderOf(token, holders);
    if (holder) return holder.caller;
    if (signed) return signed.callerOf(token);
    throw new ProofRefused("This graph does not know the bearer token that was sent.");
  };
}

function gatewayFinder(configs: readonly GatewayConfig[]): (proofs: Proofs) => GatewayConfig | undefined {
  const certified = configs.flatMap((config) =>
    config.certificate === undefined ? [] : [{ config, matches: matcher([config.certificate]) }],
  );
  return ({ gateway, certificate }) =>
    (certificate === undefined ? undefined : certified.find(({ matches }) => matches(certificate))?.config) ??
    holderOf(gateway ?? "", configs);
}

function certificateHolders(
  configs: readonly CertificateConfig[],
  requireOwnId: (caller: Caller) => Caller,
): (subject: string) => Caller | null {
  const kinds = configs.map(({ subject, groups }) => ({ matches: matcher([subject]), groups }));
  return remembered((subject: string) => {
    const own = kinds.filter(({ matches }) => matches(subject));
    if (own.length === 0) return null;
    return requireOwnId(named(subject, null, [...new Set(own.flatMap(({ groups }) => groups))], "CERTIFICATE"));
  });
}

/** Returns the same caller object for repeated requests, so that its rights are cached. */
function remembered<A extends readonly (string | undefined)[], T extends object | null>(make: (...about: A) => T) {
  const known = new LRUCache<string, { readonly value: T }>({ max: 10_000 });
  return (...about: A): T => {
    const key = JSON.stringify(about);
    const found = known.get(key) ?? { value: make(...about) };
    known.set(key, found);
    return found.value;
  };
}
