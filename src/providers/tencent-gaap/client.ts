import type { CloudAccount } from "../../model/cloud-account.js";
import { signTc3HmacSha256 } from "../../signing/tc3-hmac-sha256.js";
import type { Call } from "../../transport/call.js";
import type { Clock } from "../../transport/clock.js";
import type { CloudClient, CloudDialect, Effect } from "../../transport/cloud-client.js";
import { objectOr } from "../../transport/shape.js";
import { asArray, asObject, type WireObject } from "../../transport/wire.js";
import { knownEnd } from "../kit/known-ends.js";
import { readableOr } from "../kit/listing.js";
import { totalIn } from "../kit/page-limits.js";
import { readByPosition } from "../kit/pages-by-position.js";
import type { Reading, Until } from "../kit/reading.js";
import type { ProviderContext } from "../provider.js";
import { DEFAULT_REQUESTS_PER_SECOND, type TencentGaapAccountConfig } from "./account.js";
import { problemIn, requestIdIn } from "./problems.js";

const VERSION = "2018-05-29";
/** The first label of the public host, which the signature names whatever the endpoint is. */
const SERVICE = "gaap";

/** The client of one GAAP account, passed to every read and change. */
export interface Context {
  readonly account: CloudAccount;
  readonly client: CloudClient;
  readonly clock: Clock;
  /** Milliseconds between two polls of something that is settling. */
  readonly pollIntervalMs: number;
  close(): Promise<void>;
}

export function createContext({ account, config, transport }: ProviderContext<TencentGaapAccountConfig>): Context {
  const { id, endpoint, limits, certificateAuthority } = config;
  const client = transport.client(dialectOf(config, account.provider), {
    accountId: id,
    endpoint: new URL(endpoint),
    limits: { ...limits, requestsPerSecond: { ...DEFAULT_REQUESTS_PER_SECOND, ...limits.requestsPerSecond } },
    certificateAuthority,
  });
  return {
    account,
    client,
    clock: transport.clock,
    pollIntervalMs: limits.pollIntervalMs,
    close: () => client.close(),
  };
}

function dialectOf({ secretId, secretKey, token }: TencentGaapAccountConfig, provider: string): CloudDialect {
  return {
    provider,
    sign(request, at) {
      const credentials = { secretId, secretKey: secretKey.reveal(), token: token?.reveal() };
      const action = request.headers["x-tc-action"] ?? "";
      return signTc3HmacSha256(request, credentials, { at, service: SERVICE, action, version: VERSION });
    },
    problemIn: (response, request) => problemIn(provider, response, request),
    requestIdIn,
  };
}

/** Fields of a request, under the cloud's names; undefined ones are not sent. */
export type Fields = Readonly<Record<string, unknown>>;

/** One request, and the `Response` of its answer. The action travels in a header, where the signer picks it up. */
export async function ask(
  { client }: Pick<Context, "client">,
  action: string,
  effect: Effect,
  body: Fields,
  call: Call,
): Promise<WireObject> {
  const headers = { "x-tc-action": action };
  const response = await client.send({ action, method: "POST", path: "/", headers, body, effect }, call);
  return asObject(asObject(response.json, "the answer").Response, "Response");
}

/** The unparsed entries of a list in an answer; an absent list is empty. */
export const entriesOf = (answer: WireObject, member: string): readonly WireObject[] =>
  asArray(answer[member] ?? [], member).map(objectOr);

/** A kind of list: its operation, the member of the answer that has the entries, and the entries' name. */
export interface Listed<T> {
  readonly action: string;
  readonly member: string;
  readonly read: (item: WireObject) => T;
  readonly mostPerPage: number;
  /** For problems: "the TCP listeners of link-1". */
  readonly what: string;
}

/** Reads a list by Offset and Limit. */
export function list<T extends { readonly id: string }>(
  context: Context,
  { action, member, read, mostPerPage, what }: Listed<T>,
  fields: Fields,
  call: Call,
  until?: Until,
): Promise<Reading<T>> {
  return readByPosition<T>(
    {
      what,
      mostPerPage,
      beginnings: "anywhere",
      idOf: ({ id }) => id,
      async read({ start, size }) {
        const answer = await ask(context, action, "read", { ...fields, Offset: start, Limit: size }, call);
        return {
          items: answer[member] == null ? null : entriesOf(answer, member).map((item) => readableOr(item, read)),
          total: totalIn(answer.TotalCount),
        };
      },
      end: knownEnd(context.client, JSON.stringify([action, fields])),
    },
    until,
  );
}
