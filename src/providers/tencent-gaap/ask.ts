import type { Call } from "../../transport/call.js";
import type { CloudClient, Effect } from "../../transport/cloud-client.js";
import { asObject, asObjects, type WireObject } from "../../transport/wire.js";
import { knownEnd } from "../kit/known-ends.js";
import { readableOr } from "../kit/listing.js";
import { totalIn } from "../kit/page-limits.js";
import { readByPosition } from "../kit/pages-by-position.js";
import type { Reading, Until } from "../kit/reading.js";

/** What all operations have in common. Fields that are undefined are not sent. */

export type Fields = Readonly<Record<string, unknown>>;

/** One request. The action travels in a header, where the signer picks it up. */
export async function ask(
  client: CloudClient,
  action: string,
  effect: Effect,
  body: Fields,
  call: Call,
): Promise<WireObject> {
  const headers = { "x-tc-action": action };
  const response = await client.send({ action, method: "POST", path: "/", headers, body, effect }, call);
  return asObject(asObject(response.json, "the answer").Response, "Response");
}

/** A sort of list: its operation, the member of the answer that has the entries, and what they are. */
export interface Listed<T> {
  readonly action: string;
  readonly member: string;
  readonly map: (item: WireObject) => T;
  readonly idOf: (item: T) => string;
  readonly mostPerPage: number;
  /** For problems: "the TCP listeners of link-1". */
  readonly what: string;
}

/** Reads a list by Offset and Limit. */
export function list<T>(
  client: CloudClient,
  { action, member, map, idOf, mostPerPage, what }: Listed<T>,
  fields: Fields,
  call: Call,
  until?: Until,
): Promise<Reading<T>> {
  return readByPosition<T>(
    {
      what,
      mostPerPage,
      beginnings: "anywhere",
      idOf,
      async read({ start, size }) {
        const answer = await ask(client, action, "read", { ...fields, Offset: start, Limit: size }, call);
        return {
          items: asObjects(answer[member], member).map((item) => readableOr(item, map)),
          total: totalIn(answer.TotalCount),
        };
      },
      end: knownEnd(client, JSON.stringify([action, fields])),
    },
    until,
  );
}
