import type { FieldDifference } from "../model/change-plan.js";
import type { JsonValue } from "../model/json.js";
import { asWritten, isNothing, isSameMeaning, type Meaning, setOf } from "../model/meaning.js";
import { LISTENER, WHOLE_POOL } from "../model/meanings.js";
import { withoutSecrets } from "./snapshot.js";

/** What a change makes otherwise: each field that its input names, beside what it is now. */

/** Members of inputs that say what to change and how to go about it, but are no fields of what is changed. */
const ABOUT_THE_CHANGE: readonly string[] = [
  ...["id", "parentId", "listenerId", "poolId", "ifMatch", "mode", "cascade", "waitUntilActive", "waitUntilGone"],
  ...["idempotencyKey", "background", "context", "found"],
];

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Lists whose order says nothing, unless their field is known to mean something else. */
const MEANINGS: Readonly<Record<string, Meaning>> = { ...WHOLE_POOL, ...LISTENER };
const meaningOf = (name: string, value: unknown): Meaning =>
  MEANINGS[name] ?? (Array.isArray(value) ? setOf() : asWritten);

/**
 * @param before the fields as they are; null for what is to be created
 * @param input what they are to be; what it leaves out stays
 * @param apart those that are read for themselves
 */
export function differencesBetween(before: object | null, input: object, apart: Fields = {}): FieldDifference[] {
  const wanted = Object.entries(input).filter(([name]) => !ABOUT_THE_CHANGE.includes(name));
  return wanted.flatMap(([name, value]) =>
    differencesAt([name], Object.hasOwn(apart, name) ? apart[name] : (before as Fields | null)?.[name], value),
  );
}

function differencesAt(path: readonly string[], before: unknown, after: unknown): FieldDifference[] {
  if (after === undefined) return [];
  const [root, ...below] = path;
  // The input has a member for each cloud; what is there is of one cloud.
  if (root === "settings" && below.length === 0 && isFields(after))
    return Object.entries(after).flatMap(([cloud, own]) =>
      own === null ? [] : differencesAt([root, cloud], before, own),
    );
  if (isFields(after))
    return Object.entries(after).flatMap(([name, value]) =>
      differencesAt([...path, name], isFields(before) ? before[name] : undefined, value),
    );
  const name = path.at(-1)!;
  const shown = name === "members" ? likeThose(before, after) : before;
  if (isSameMeaning(meaningOf(name, after), shown, after)) return [];
  return [{ path: [...path], before: json(shown), after: json(after) }];
}

const MEMBER_FIELDS = ["address", "port", "weight", "targetType", "targetId", "subnetId"];

/** Members with the fields that are asked for, so that both lists can be compared. */
function likeThose(before: unknown, after: unknown): unknown {
  if (!Array.isArray(before) || !Array.isArray(after)) return before;
  const asked = MEMBER_FIELDS.filter((name) =>
    after.some((member: unknown) => isFields(member) && !isNothing(member[name])),
  );
  return before.map((member: unknown) =>
    Object.fromEntries(asked.map((name) => [name, isFields(member) ? member[name] : undefined])),
  );
}

/** All that there is, gone. @param fields what people know it by */
export function differencesOfDeletion(before: object, fields: readonly string[]): FieldDifference[] {
  return fields
    .map((name) => ({ path: [name], before: json((before as Fields)[name]), after: null }))
    .filter((difference) => difference.before !== null);
}

const json = (value: unknown): JsonValue => (isNothing(value) ? null : withoutSecrets(value));
