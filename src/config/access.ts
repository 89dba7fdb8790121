import { Amount, Flag, HttpAddress, ListOf, Optional, SecretText, Text, Texts, TextsByName, Words } from "./fields.js";
import type { Secret } from "./secret.js";
import { headerName, keySet, line, portSpan, wildcard } from "./text-shapes.js";

/** What a caller may be allowed to do with an account. */
export const ACCESS_ACTIONS = ["read", "plan", "change", "delete", "audit"] as const;
export type AccessAction = (typeof ACCESS_ACTIONS)[number];

/** Asymmetric signatures. With a symmetric one, anyone who can check a token could forge one. */
const SIGNATURES = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];

/** A token for one caller: a robot, or a gateway. */
export class StaticTokenConfig {
  /** The name of its holder in grants, in the log and in the history of changes. */
  @Text(line("the name of a caller"))
  name!: string;

  @SecretText({ inHeader: true })
  token!: Secret;

  /** Groups that its holder is in, for grants. */
  @Texts(line("the name of a group"))
  groups: string[] = [];
}

/** Clients that authenticate with a certificate; server.tls names the trusted authorities. */
export class CertificateConfig {
  /** Its SPIFFE id (spiffe://…), or its common name where it has none. */
  @Text(wildcard("the SPIFFE id or common name in a certificate"))
  subject!: string;

  /** Groups that they are in, for grants. */
  @Texts(line("the name of a group"))
  groups: string[] = [];
}

/** A gateway in front of this server. Its token or certificate proves that a request came through it. */
export class GatewayConfig {
  @Text(line("the name of a gateway"))
  name!: string;

  /** The token that it sends in the header `gatewayHeader`. */
  @Optional()
  @SecretText({ inHeader: true })
  token?: Secret;

  /** The SPIFFE id or common name in the certificate that it connects with. */
  @Optional()
  @Text(wildcard("the SPIFFE id or common name in a certificate"))
  certificate?: string;

  /**
   * Whether it is trusted to name the user without a token of the user's, in the headers `x-user-id` and
   * `x-user-groups` (names separated by commas). Only for a gateway that authenticates with a certificate.
   */
  @Flag()
  namesUsers = false;

  /** Prefix of its users' ids, which makes them unique. */
  @Optional()
  @Text(line("what stands before ids"))
  idPrefix?: string;
}

/** An issuer of signed tokens for callers: an OpenID Connect provider, or any other issuer of JSON Web Tokens (JWT). */
export class TokenIssuerConfig {
  /** The tokens' issuer (`iss`), exactly. */
  @Text(line("the name of an issuer, such as https://login.example.com"))
  issuer!: string;

  /** The audiences of the tokens: one of these must be in their `aud`. */
  @Texts(line("the name of an audience"))
  audiences!: string[];

  /** The accepted signature algorithms. */
  @Words(SIGNATURES)
  algorithms: string[] = ["RS256", "PS256", "ES256", "EdDSA"];

  /** Where the issuer publishes its public keys (JWKS). */
  @Optional()
  @HttpAddress("https://login.example.com/keys")
  keysUrl?: string;

  /** The same keys as a text, in place of `keysUrl`; usually given as a file reference. */
  @Optional()
  @Text(keySet)
  keys?: string;

  /** Claims that tokens need besides `iss`, `aud`, `sub` and `exp`. */
  @Texts(line("the name of a claim"))
  requiredClaims: string[] = [];

  /** Prefix of its tokens' subjects in the ids of callers: two issuers may each have a subject of the same name. */
  @Optional()
  @Text(line("what stands before ids"))
  idPrefix?: string;

  /** The claim with the caller's groups: a string, or a list of strings. */
  @Text(line("the name of a claim"))
  groupsClaim = "groups";

  /** The claim with the token's scopes: a string of scopes separated by spaces, or a list. */
  @Text(line("the name of a claim"))
  scopesClaim = "scope";

  /** Seconds by which the issuer's clock may differ from this machine's. */
  @Amount({ min: 0, max: 300 })
  clockToleranceSeconds = 5;
}

/** A grant: callers in any of the first four lists may do the actions with the accounts. */
export class GrantConfig {
  /**
   * Ids of callers: names of tokens, subjects of signed tokens after their issuer's `idPrefix`, names in certificates.
   */
  @Texts(wildcard("the id of a caller"))
  callers: string[] = [];

  @Texts(wildcard("the name of a group"))
  groups: string[] = [];

  /** Scopes of the caller's token. */
  @Texts(wildcard("the name of a scope"))
  scopes: string[] = [];

  /** Programs that signed tokens were issued to (`azp`, or `client_id`). */
  @Texts(wildcard("the id of a client"))
  clients: string[] = [];

  /** Accounts by their ids. */
  @Texts(wildcard("the id of an account"))
  accounts: string[] = ["*"];

  /** Clouds by the keys that accounts name as their `provider`. */
  @Texts(wildcard("the key of a provider"))
  clouds: string[] = ["*"];

  /** The actions `change` and `delete` include `plan`. */
  @Words(ACCESS_ACTIONS)
  actions!: AccessAction[];

  /** Changes only on these load balancers and accelerators, by their native ids. Omitted: on all. */
  @Optional()
  @Texts(wildcard("the native id of a load balancer or accelerator"))
  parents?: string[];

  /** Changes only of listeners whose ports, before the change and after it, are all in these. Omitted: of all. */
  @Optional()
  @Texts(portSpan)
  ports?: string[];

  /** Changes only of listeners that have all these tags, before the change and after it. Omitted: of all. */
  @Optional()
  @TextsByName("a map from keys of tags to their values, such as { team: games }", line("the value of a tag"))
  tags?: Record<string, string>;
}

/** Who calls, and what they may do. */
export class AccessConfig {
  /** Named tokens. */
  @ListOf(() => StaticTokenConfig, 1_000)
  tokens: StaticTokenConfig[] = [];

  @ListOf(() => TokenIssuerConfig, 20)
  issuers: TokenIssuerConfig[] = [];

  @ListOf(() => CertificateConfig, 1_000)
  certificates: CertificateConfig[] = [];

  /**
   * Gateways in front. If there are any, a request must come through one of them, in addition to the user's own
   * authentication: the former identifies the gateway, the latter the user.
   */
  @ListOf(() => GatewayConfig, 100)
  gateways: GatewayConfig[] = [];

  @Text(headerName)
  gatewayHeader = "x-gateway-token";

  /**
   * Whether changes that are refused because a right is missing are recorded, in addition to their log line: callers
   * who may audit the account then find them among its changes.
   */
  @Flag()
  recordDenied = false;

  @ListOf(() => GrantConfig, 1_000)
  grants: GrantConfig[] = [];
}
