import { ABOUT_THE_WAY } from "../model/change-input.js";
import { isNothing, isSameMeaning, type Meanings } from "../model/meaning.js";
import { IN_PARTS, WHOLE_POOL } from "../model/meanings.js";
import { asksForNoCheck } from "../model/part-checks.js";
import type { SessionPersistence } from "../model/pool.js";
import { settingMeanings } from "../model/settings-table.js";

/** The current fields of an object; unknown ones are omitted. */
export type Present = Readonly<Record<string, unknown>>;

/** Members of update inputs that say what to change and how, but are not changes themselves. */
const NO_CHANGES: readonly string[] = ["id", "ifMatch", ...ABOUT_THE_WAY, "context"];

/** Whether an update input is a no-op. */
export function changesNothing(input: object): boolean {
  return namedChanges(input).length === 0;
}

/** The members of an update input that ask for a change. */
export function namedChanges(input: object): string[] {
  return Object.entries(input).flatMap(([member, value]) =>
    value === undefined || NO_CHANGES.includes(member) ? [] : [member],
  );
}

/**
 * What an update input asks for beyond the current values: fields that already have the value, in whatever form, are
 * removed, so that a form that sends back everything changes only what was edited. A new protocol may bring new
 * defaults; with one, only fields that are empty and stay empty are removed.
 *
 * @param meanings of the input's fields; other members are kept as they are
 */
export function whatDiffers<I extends object>(input: I, present: Present, meanings: Meanings): I {
  const { protocol } = input as { readonly protocol?: unknown };
  const staysAsItIs = isNothing(protocol) || protocol === present.protocol;
  const all: Meanings = { ...meanings, healthMonitor: WHOLE_POOL.healthMonitor! };
  const differing = Object.entries(input).map(([name, value]) => [name, differs(name, value)]);
  return Object.assign(Object.create(Object.getPrototypeOf(input)), Object.fromEntries(differing));

  function differs(name: string, value: unknown): unknown {
    const now = present[name];
    const meaning = all[name];
    if (!meaning || value === undefined || now === undefined) return value;
    if (isNothing(value) && isNothing(now)) return undefined;
    if (!staysAsItIs) return value;
    if (name === "settings") return settingsBeyond(value, now as object | null);
    if (name === "sessionPersistence") return persistenceBeyond(value as Asked, now as SessionPersistence | null);
    const fields = IN_PARTS[name];
    return fields ? partBeyond(value, now, fields) : isSameMeaning(meaning, value, now) ? undefined : value;
  }
}

/** Undefined when no member remains. */
function partBeyond(value: unknown, now: unknown, fields: Meanings): unknown {
  if (!isRecord(value)) return value;
  if (!isRecord(now)) return Object.values(value).every(isNothing) || asksForNoCheck(value) ? undefined : value;
  const left = Object.entries(value).filter(
    ([name, wanted]) => wanted !== undefined && !(fields[name] && isSameMeaning(fields[name], wanted, now[name])),
  );
  return left.length === 0
    ? undefined
    : Object.assign(Object.create(Object.getPrototypeOf(value)), Object.fromEntries(left));
}

/** In inputs, settings are under their cloud's key. */
function settingsBeyond(value: unknown, now: object | null): unknown {
  if (!isRecord(value) || !now) return value;
  const fields = settingMeanings(now);
  const left = Object.entries(value).flatMap(([cloud, own]) => {
    const beyond = isRecord(own) ? partBeyond(own, now, fields) : own;
    return beyond === undefined ? [] : [[cloud, beyond] as const];
  });
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

type Asked = Partial<SessionPersistence> | null;

/** Clouds replace it as a whole; while its type stays, omitted fields keep their values. */
function persistenceBeyond(value: Asked, now: SessionPersistence | null): unknown {
  if (!value || !now || value.type !== now.type) return value;
  const given = Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));
  const whole = { ...now, ...given };
  return isSameMeaning(WHOLE_POOL.sessionPersistence!, whole, now) ? undefined : whole;
}

const isRecord = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === "object";
