import { Amount, Flag, HttpAddress, ListOf, Optional, SecretText, Text, Texts, TextsByName, Words } from "./fields.js";
import type { Secret } from "./secret.js";
import { headerName, keySet, line, portSpan, wildcard } from "./text-shapes.js";

/** What a caller may be allowed to do with an account. */
export const ACCESS_ACTIONS = ["read", "plan", "change", "delete", "audit"] as const;
export type AccessAction = (typeof ACCESS_ACTIONS)[number];

/** Signatures whose public key cannot make them. With any other whoever can check a token could forge one. */
const SIGNATURES = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];

/** A token that is given to one caller: a robot, or a gateway. */
export class StaticTokenConfig {
  /** What its holder is called in grants, in the log and in the history of changes. */
  @Text(line("the name of a caller"))
  name!: string;

  @SecretText({ inHeader: true })
  token!: Secret;

  /** Groups that its holder is in, for grants. */
  @Texts(line("the name of a group"))
  groups: string[] = [];
}

/** Clients that prove by a certificate who they are; server.tls says which authorities are believed. */
export class CertificateConfig {
  /** Its SPIFFE id (spiffe://…), or its common name where it has none. */
  @Text(wildcard("the SPIFFE id or common name in a certificate"))
  subject!: string;

  /** Groups that they are in, for grants. */
  @Texts(line("the name of a group"))
  groups: string[] = [];
}

/** A gateway in front. It proves by a token or by a certificate that a request came through it. */
export class GatewayConfig {
  @Text(line("the name of a gateway"))
  name!: string;

  /** What it shows in the header `gatewayHeader`. */
  @Optional()
  @SecretText({ inHeader: true })
  token?: Secret;

  /** The SPIFFE id or common name in the certificate that it connects with. */
  @Optional()
  @Text(wildcard("the SPIFFE id or common name in a certificate"))
  certificate?: string;

  /**
   * Whether it is believed who the user is without a token of the user's: it says so in the headers `x-user-id` and
   * `x-user-groups` (names with commas between). Only for one that proves itself by a certificate.
   */
  @Flag()
  namesUsers = false;

  /** Stands before the ids of its users, so that they are nobody else's. */
  @Optional()
  @Text(line("what stands before ids"))
  idPrefix?: string;
}

/** Who signs tokens for callers: an OpenID Connect provider, or whatever else issues JSON Web Tokens (JWT). */
export class TokenIssuerConfig {
  /** What the tokens name as their issuer (`iss`), letter by letter. */
  @Text(line("the name of an issuer, such as https://login.example.com"))
  issuer!: string;

  /** What the tokens have to be made out to: one of these has to be in their `aud`. */
  @Texts(line("the name of an audience"))
  audiences!: string[];

  /** How the tokens may be signed. */
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

  /** Stands before the subjects of its tokens in the ids of callers: two issuers may each have a subject of the same name. */
  @Optional()
  @Text(line("what stands before ids"))
  idPrefix?: string;

  /** The claim with the caller's groups: a text, or a list of texts. */
  @Text(line("the name of a claim"))
  groupsClaim = "groups";

  /** The claim with what the token may be used for: texts with blanks between them, or a list. */
  @Text(line("the name of a claim"))
  scopesClaim = "scope";

  /** Seconds by which the issuer's clock may differ from this machine's. */
  @Amount({ min: 0, max: 300 })
  clockToleranceSeconds = 5;
}

/** Who may do what: whoever one of the first four lists names may do the actions with the accounts. */
export class GrantConfig {
  /** Ids of callers: names of tokens, subjects of signed tokens behind their issuer's `idPrefix`, names in certificates. */
  @Texts(wildcard("the id of a caller"))
  callers: string[] = [];

  @Texts(wildcard("the name of a group"))
  groups: string[] = [];

  /** What the caller's token may be used for. */
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

  /** Whoever may change or delete may plan as well. */
  @Words(ACCESS_ACTIONS)
  actions!: AccessAction[];

  /** Changes only on these load balancers and accelerators, by their native ids. Left out: on all. */
  @Optional()
  @Texts(wildcard("the native id of a load balancer or accelerator"))
  parents?: string[];

  /** Changes only of listeners whose ports, before the change and after it, all lie in these. Left out: of all. */
  @Optional()
  @Texts(portSpan)
  ports?: string[];

  /** Changes only of listeners that have all these tags, before the change and after it. Left out: of all. */
  @Optional()
  @TextsByName("a map from keys of tags to their values, such as { team: games }", line("the value of a tag"))
  tags?: Record<string, string>;
}

/** Who calls, and what they may do. */
export class AccessConfig {
  /** Tokens with a name each. */
  @ListOf(() => StaticTokenConfig, 1_000)
  tokens: StaticTokenConfig[] = [];

  @ListOf(() => TokenIssuerConfig, 20)
  issuers: TokenIssuerConfig[] = [];

  @ListOf(() => CertificateConfig, 1_000)
  certificates: CertificateConfig[] = [];

  /**
   * Gateways in front. Where there are any, a request has to come through one of them, beside the user's own proof: the
   * first says which way it came, the second who asks.
   */
  @ListOf(() => GatewayConfig, 100)
  gateways: GatewayConfig[] = [];

  @Text(headerName)
  gatewayHeader = "x-gateway-token";

  /**
   * Whether changes that are refused for want of a right are recorded, beside their line in the log: whoever may audit the
   * account then finds them among its changes.
   */
  @Flag()
  recordDenied = false;

  @ListOf(() => GrantConfig, 1_000)
  grants: GrantConfig[] = [];
}
