import { Listener } from "../model/listener.js";
import { Pool, type PoolMember } from "../model/pool.js";
import type { Json } from "../store/change-record.js";

/** The fields of a listener that a change can affect. */
const LISTENER_FIELDS = [
  ...["name", "description", "protocol", "portRanges", "clientAffinity", "algorithm"],
  ...["tls", "timeouts", "tags", "settings"],
] as const satisfies readonly string[] as readonly (keyof Listener)[];
/** The fields of a pool that a change can affect, except those that are read separately. */
const POOL_FIELDS: readonly (keyof Pool)[] = [
  ...(["name", "description", "protocol", "algorithm", "sessionPersistence", "trafficPercentage", "settings"] as const),
];

/** The fields of a listener or pool that a change can affect, for the journal; null for everything else. */
export function snapshotOf(resource: unknown): Json | null {
  if (resource instanceof Listener) return plain(LISTENER_FIELDS.map((field) => [field, resource[field]]));
  if (resource instanceof Pool) return plain(POOL_FIELDS.map((field) => [field, resource[field]]));
  return null;
}

/**
 * The state of a resource before a change, for the journal.
 * @param apart separately read parts; undefined: they were not read
 */
export function recordOf(
  resource: unknown,
  { members, healthMonitor }: { readonly members?: readonly PoolMember[]; readonly healthMonitor?: unknown },
): Json {
  const known = members && { members: membersSnapshot(members) };
  return withoutSecrets({ ...(snapshotOf(resource) as object), ...known, healthMonitor });
}

/** Members with the fields that a change can affect, in a fixed order. */
export function membersSnapshot(members: readonly PoolMember[]): Json {
  const texts = members.map((member) => JSON.stringify(plain(MEMBER_FIELDS.map((field) => [field, member[field]]))));
  return texts.sort().map((text) => JSON.parse(text) as Json);
}
const MEMBER_FIELDS = ["address", "port", "weight", "targetType", "targetId"] as const satisfies (keyof PoolMember)[];

/** A mutation's input for the journal, without omitted members and secrets. */
export function recordedInput(input: object): Json {
  return plain(Object.entries(input).filter(([name]) => !NO_PART_OF_IT.includes(name)));
}

/** Set on inputs while they are checked. */
const NO_PART_OF_IT: readonly string[] = ["context", "found", "idempotencyKey", "mode"];
/** Names of secret members, in any input. */
const SECRET = /secret|password|private.?key|credential|access.?token/i;

/** A value as JSON, without secrets. */
export const withoutSecrets = (value: unknown): Json =>
  JSON.parse(JSON.stringify(value, (name, held: unknown) => (SECRET.test(name) ? "[removed]" : held))) as Json;

const plain = (entries: readonly (readonly [string, unknown])[]): Json => withoutSecrets(Object.fromEntries(entries));
