import type { FieldDifference } from "../model/change-plan.js";
import { portsOf } from "../model/generic-rules.js";
import type { PortRangeInput } from "../model/inputs-shared.js";
import type { JsonValue } from "../model/json.js";
import { asWritten, isNothing, isSameMeaning, type Meaning, setOf } from "../model/meaning.js";
import { LISTENER, WHOLE_POOL } from "../model/meanings.js";
import type { Json } from "../store/change-record.js";
import { snapshotOf, withoutSecrets } from "./snapshot.js";

/**
 * The differences that a change makes: each field that its input names, compared with the current value. Plans return
 * them, and they are recorded before anything is sent.
 */

/** Members of inputs that say what to change and how, but are not fields of the changed object. */
const ABOUT_THE_CHANGE: readonly string[] = [
  ...["id", "parentId", "listenerId", "poolId", "ifMatch", "mode", "cascade", "waitUntilActive", "waitUntilGone"],
  ...["idempotencyKey", "background", "context", "found"],
];

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Lists in which order does not matter, unless their field says otherwise. */
const MEANINGS: Readonly<Record<string, Meaning>> = { ...WHOLE_POOL, ...LISTENER };
const meaningOf = (name: string, value: unknown): Meaning =>
  MEANINGS[name] ?? (Array.isArray(value) ? setOf() : asWritten);

/**
 * @param before the current fields; null for an object to be created
 * @param input the new values; omitted fields keep theirs
 */
export function differencesBetween(before: object | null, input: object): FieldDifference[] {
  const wanted = Object.entries(input).filter(([name]) => !ABOUT_THE_CHANGE.includes(name));
  return wanted.flatMap(([name, value]) => differencesAt([name], (before as Fields | null)?.[name], value));
}

function differencesAt(path: readonly string[], before: unknown, after: unknown): FieldDifference[] {
  if (after === undefined) return [];
  const name = path.at(-1)!;
  // An input has a member for each cloud's settings; an object has those of one cloud.
  if (path.length === 1 && name === "settings" && isFields(after))
    return Object.values(after).flatMap((own) => (isFields(own) ? differencesIn(path, before, own) : []));
  if (isFields(after)) return differencesIn(path, before, after);
  const [was, is] = name === "members" ? likeEachOther(before, after) : [before, asShown(name, after)];
  return isSameMeaning(meaningOf(name, is), was, is) ? [] : [{ path: [...path], before: json(was), after: json(is) }];
}

const differencesIn = (path: readonly string[], before: unknown, after: Fields): FieldDifference[] =>
  Object.entries(after).flatMap(([name, value]) =>
    differencesAt([...path, name], isFields(before) ? before[name] : undefined, value),
  );

/** A value of an input as the graph returns it. */
const asShown = (name: string, value: unknown): unknown =>
  name === "portRanges" && Array.isArray(value) ? value.map((range: PortRangeInput) => portsOf(range)) : value;

const MEMBER_FIELDS = ["address", "port", "weight", "targetType", "targetId", "subnetId"];

/** Members with the requested fields, so that both lists can be compared. */
function likeEachOther(before: unknown, after: unknown): readonly [unknown, unknown] {
  if (!Array.isArray(after)) return [before, after];
  const isAsked = (name: string) =>
    after.length === 0
      ? name === "address" || name === "port"
      : after.some((member: Fields) => !isNothing(member[name]));
  const asked = MEMBER_FIELDS.filter(isAsked);
  const shown = (members: unknown) =>
    Array.isArray(members)
      ? members.map((member: Fields) => Object.fromEntries(asked.map((name) => [name, member[name] ?? null])))
      : members;
  return [shown(before), shown(after)];
}

/** Everything removed. */
export const differencesOfDeletion = (resource: object): FieldDifference[] => removalOf(snapshotOf(resource));

/** All fields of a snapshot removed. */
export const removalOf = (fields: Json): FieldDifference[] => gone([], fields as JsonValue);

/** All fields of a snapshot new. */
export const additionOf = (fields: Json): FieldDifference[] =>
  removalOf(fields).map(({ path, before }) => ({ path, before: null, after: before }));

/** Two snapshots of one object, compared. */
export function differencesOfSnapshots(before: Json, after: Json): FieldDifference[] {
  const { settings, ...fields } = after as Fields;
  // An input has settings by cloud.
  return differencesBetween(before as Fields, {
    ...fields,
    settings: isFields(settings) ? { own: settings } : settings,
  });
}

function gone(path: readonly string[], before: JsonValue): FieldDifference[] {
  if (isFields(before))
    return Object.entries(before).flatMap(([name, value]) => gone([...path, name], value as JsonValue));
  return isNothing(before) ? [] : [{ path: [...path], before, after: null }];
}

const json = (value: unknown): JsonValue => (isNothing(value) ? null : withoutSecrets(value));
