import { Listener } from "../model/listener.js";
import { Pool, type PoolMember } from "../model/pool.js";
import type { Json } from "../store/change-record.js";

/** What of a listener a change can make otherwise. */
const LISTENER_FIELDS = [
  ...["name", "description", "protocol", "portRanges", "clientAffinity", "algorithm"],
  ...["tls", "timeouts", "tags", "settings"],
] as const satisfies readonly string[] as readonly (keyof Listener)[];
/** What of a pool a change can make otherwise, but for what has to be read for itself. */
const POOL_FIELDS: readonly (keyof Pool)[] = [
  ...(["name", "description", "protocol", "algorithm", "sessionPersistence", "trafficPercentage", "settings"] as const),
];

/** The fields of a listener or pool that a change can make otherwise, for the journal; null for everything else. */
export function snapshotOf(resource: unknown): Json | null {
  if (resource instanceof Listener) return plain(LISTENER_FIELDS.map((field) => [field, resource[field]]));
  if (resource instanceof Pool) return plain(POOL_FIELDS.map((field) => [field, resource[field]]));
  return null;
}

/** What a change finds of a resource, for the journal. @param apart what is read for itself; undefined: it was not */
export function recordOf(
  resource: unknown,
  { members, healthMonitor }: { readonly members?: readonly PoolMember[]; readonly healthMonitor?: unknown },
): Json {
  const known = members && { members: membersSnapshot(members) };
  return withoutSecrets({ ...(snapshotOf(resource) as object), ...known, healthMonitor });
}

/** Members as a change can make them otherwise, in an order of their own. */
export function membersSnapshot(members: readonly PoolMember[]): Json {
  const texts = members.map((member) => JSON.stringify(plain(MEMBER_FIELDS.map((field) => [field, member[field]]))));
  return texts.sort().map((text) => JSON.parse(text) as Json);
}
const MEMBER_FIELDS = ["address", "port", "weight", "targetType", "targetId"] as const satisfies (keyof PoolMember)[];

/** A mutation's input as it goes on record: without what is not said, and without secrets. */
export function recordedInput(input: object): Json {
  return plain(Object.entries(input).filter(([name]) => !NO_PART_OF_IT.includes(name)));
}

/** Set on inputs while they are checked. */
const NO_PART_OF_IT: readonly string[] = ["context", "found", "idempotencyKey", "mode"];
/** Names of what nobody else may see, whatever input it is in. */
const SECRET = /secret|password|private.?key|credential|access.?token/i;

/** A value as JSON says it, without secrets. */
export const withoutSecrets = (value: unknown): Json =>
  JSON.parse(JSON.stringify(value, (name, held: unknown) => (SECRET.test(name) ? "[removed]" : held))) as Json;

const plain = (entries: readonly (readonly [string, unknown])[]): Json => withoutSecrets(Object.fromEntries(entries));
