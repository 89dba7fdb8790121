import { shown } from "../model/shown.js";

/** What the value of a setting has to be. */
export interface Rule {
  /** Reads on after "must be": "a whole number between 1 and 100". */
  readonly is: string;
  takes(value: unknown): boolean;
  /** What a message says instead of a value that it must not or need not show; null: show it. Never holds any of the value. */
  readonly describes?: (value: unknown) => string | null;
  /** What a message adds to a value that is not taken, such as how to write it; null: nothing. */
  readonly advises?: (value: unknown) => string | null;
  /** For lists and maps: what is wrong inside of a value that is taken as a whole. */
  readonly inside?: (value: unknown) => Breach[];
}

/** A value, or something inside of it, that breaks its rule. */
export interface Breach {
  /** Where, from the setting on: "", "[2]", ".ListListeners". */
  readonly at: string;
  readonly rule: Rule;
  readonly value: unknown;
}

/** Everything in a value that breaks the rule, one entry for each place. */
export function breachesOf(rule: Rule, value: unknown): Breach[] {
  return rule.takes(value) ? (rule.inside?.(value) ?? []) : [{ at: "", rule, value }];
}

/**
 * The sentence for a breach: "`port` must be a whole number between 0 and 65535; got 70000." `reference`: where the
 * value was read from, { env: NAME } for example; it is not shown then, since that may be a secret.
 */
export function sentence(name: string, { at, rule, value }: Breach, reference?: string): string {
  const demand = `\`${name}${at}\` must be ${rule.is}`;
  if (value === undefined) return `${demand}; it is missing.`;
  if (value === null) return `${demand}; got no value. To keep the default, remove the line.`;
  if (reference !== undefined) return `${demand}; ${reference} gives ${rule.describes?.(value) ?? "something else"}.`;
  const advice = rule.advises?.(value) ?? null;
  return `${demand}; got ${rule.describes?.(value) ?? shown(value)}.${advice === null ? "" : ` ${advice}`}`;
}
