import { MAX_PORT } from "../model/port-range.js";
import type { AccessConfig, GatewayConfig, GrantConfig, StaticTokenConfig, TokenIssuerConfig } from "./access.js";
import type { AppConfig } from "./app-config.js";
import type { Mistake } from "./mistake.js";

/** Combinations of valid settings that cannot be intended. */
export function accessMistakes({ server, accounts }: AppConfig): Mistake[] {
  const { access, bearerToken, metrics, tls } = server;
  if (!access) return [];
  const at = (path: string) => (message: string) => ({ path: `server.access.${path}`, message });
  const { tokens, issuers, certificates, gateways, grants } = access;
  const mistakes = [
    ...issuers.flatMap((issuer, index) => issuerMistakes(issuer).map(at(`issuers[${index}]`))),
    ...repeated(tokens).map(([index, message]) => at(`tokens[${index}]`)(message)),
    ...gateways.flatMap((gateway, index) => gatewayMistakes(gateway).map(at(`gateways[${index}]`))),
    ...grants.flatMap((grant, index) => grantMistakes(grant).map(at(`grants[${index}]`))),
    ...unknownAccounts(access, accounts).map(([index, message]) => at(`grants[${index}].accounts`)(message)),
  ];
  mistakes.push(...mixedIds(access));
  const namesUsers = gateways.some((gateway) => gateway.namesUsers);
  if (tokens.length + issuers.length + certificates.length === 0 && !bearerToken && !namesUsers)
    mistakes.push({
      path: "server.access",
      message:
        "Nobody would have access: name at least one of `tokens`, `issuers`, `certificates` and server.bearerToken.",
    });
  const wantsCertificates = certificates.length > 0 || gateways.some(({ certificate }) => certificate !== undefined);
  if (wantsCertificates && tls?.clientAuthoritiesFile === undefined)
    mistakes.push({
      path: "server.tls",
      message: "Client certificates require server.tls and its `clientAuthoritiesFile`.",
    });
  if (!bearerToken && !metrics.bearerToken && metrics.port === undefined)
    mistakes.push({
      path: "server.metrics",
      message:
        "/metrics names accounts and callers and would be open to everybody. Give it a token of its own, `bearerToken`, or a `port` of its own.",
    });
  return mistakes;
}

function gatewayMistakes({ token, certificate, namesUsers }: GatewayConfig): string[] {
  return [
    ...((token === undefined) === (certificate === undefined) ? ["Give one of `token` and `certificate`."] : []),
    ...(namesUsers && certificate === undefined
      ? ["`namesUsers` needs a `certificate`: whoever learns a token could name any user."]
      : []),
  ];
}

function issuerMistakes({ audiences = [], algorithms, keys, keysUrl }: TokenIssuerConfig): string[] {
  const wrongs: string[] = [];
  if (audiences.length === 0)
    wrongs.push(
      "`audiences` must name at least one: tokens that the issuer gives to other services must not open this graph.",
    );
  if (algorithms.length === 0) wrongs.push("`algorithms` must name at least one.");
  if ((keys === undefined) === (keysUrl === undefined)) wrongs.push("Give one of `keysUrl` and `keys`.");
  if (keys !== undefined && !isKeySet(keys))
    wrongs.push('`keys` must be the JSON text of a key set, { "keys": [...] }, with public keys only.');
  return wrongs;
}

/** Names of members that private and symmetric keys have. */
const PRIVATE = ["d", "k"];

function isKeySet(text: string): boolean {
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown };
    const isPublic = (key: unknown) =>
      typeof key === "object" && key !== null && "kty" in key && PRIVATE.every((name) => !(name in key));
    return Array.isArray(keys) && keys.length > 0 && keys.every(isPublic);
  } catch {
    return false;
  }
}

/** The id of the holder of server.bearerToken's token. */
const HOLDER_OF_ALL = "bearer-token";

/** Callers that could have each other's ids, and so each other's grants and changes. */
function mixedIds({ tokens, issuers, certificates, gateways }: AccessConfig): Mistake[] {
  const mistakes: Mistake[] = tokens.flatMap(({ name }, index) =>
    name === HOLDER_OF_ALL
      ? [
          {
            path: `server.access.tokens[${index}].name`,
            message: `"${name}" is whoever has the token of server.bearerToken.`,
          },
        ]
      : [],
  );
  const kinds = [
    ...issuers.map(({ idPrefix = "" }, index) => ({ path: `issuers[${index}]`, idPrefix })),
    ...gateways.flatMap(({ namesUsers, idPrefix = "" }, index) =>
      namesUsers ? [{ path: `gateways[${index}]`, idPrefix }] : [],
    ),
  ];
  for (const [index, { path, idPrefix }] of kinds.entries()) {
    const wrong = (message: string) => mistakes.push({ path: `server.access.${path}.idPrefix`, message });
    const like = kinds
      .slice(0, index)
      .find((other) => idPrefix.startsWith(other.idPrefix) || other.idPrefix.startsWith(idPrefix));
    if (like)
      wrong(
        `Its callers could have the ids of those of ${like.path}. Give both an \`idPrefix\`, of which none begins with the other; got "${like.idPrefix}" and "${idPrefix}".`,
      );
    const certified = certificates.find(
      ({ subject }) => subject.endsWith("*") && idPrefix.startsWith(subject.slice(0, -1)),
    );
    if (certified)
      wrong(
        `All ids that begin with "${idPrefix}" are kept for certificates with the subject "${certified.subject}". Narrow that subject.`,
      );
  }
  return mistakes;
}

function repeated(tokens: readonly StaticTokenConfig[]): [number, string][] {
  return tokens.flatMap(({ name, token }, index): [number, string][] => {
    const before = tokens.slice(0, index);
    const sameName = before.findIndex((other) => other.name === name);
    const sameToken = before.findIndex((other) => other.token.reveal() === token.reveal());
    return [
      ...(sameName >= 0 ? ([[index, `\`name\` must be unique; entry ${sameName} has the same.`]] as const) : []),
      ...(sameToken >= 0
        ? ([
            [
              index,
              `\`token\` must be unique; entry ${sameToken} has the same, and the two callers could not be told apart.`,
            ],
          ] as const)
        : []),
    ].map(([place, message]) => [place, message]);
  });
}

function grantMistakes(grant: GrantConfig): string[] {
  const { callers, groups, scopes, clients, actions, accounts, clouds, parents, ports, tags } = grant;
  const wrongs: string[] = [];
  if (callers.length + groups.length + scopes.length + clients.length === 0)
    wrongs.push("It must name somebody in `callers`, `groups`, `scopes` or `clients`.");
  if (actions.length === 0) wrongs.push("`actions` must name at least one.");
  if (accounts.length === 0 || clouds.length === 0)
    wrongs.push("`accounts` and `clouds` must name at least one each; omit them to mean all.");
  const isBounded = parents !== undefined || ports !== undefined || tags !== undefined;
  const unbounded = actions.filter((action) => action === "read" || action === "audit");
  if (isBounded && unbounded.length > 0)
    wrongs.push(
      `\`parents\`, \`ports\` and \`tags\` restrict changes only, not ${unbounded.join(" or ")}. Grant that in a separate entry.`,
    );
  for (const span of ports ?? []) {
    const [from = 0, to = from] = span.split("-").map(Number);
    if (from > to || to > MAX_PORT) wrongs.push(`\`ports\` must ascend, up to ${MAX_PORT}; got "${span}".`);
  }
  return wrongs;
}

/** Names of accounts without a `*` that no account has. */
function unknownAccounts({ grants }: AccessConfig, accounts: AppConfig["accounts"]): [number, string][] {
  if (accounts.length === 0) return [];
  const known = new Set(accounts.map(({ id }) => id));
  return grants.flatMap((grant, index): [number, string][] => {
    const unknown = grant.accounts.filter((id) => !id.includes("*") && !known.has(id));
    return unknown.length === 0 ? [] : [[index, `There is no account ${unknown.map((id) => `"${id}"`).join(", ")}.`]];
  });
}
