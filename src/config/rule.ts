import { shown } from "../model/shown.js";

/** What a setting's value must be. */
export interface Rule {
  /** Continues after "must be": "a whole number between 1 and 100". */
  readonly is: string;
  takes(value: unknown): boolean;
  /**
   * What a message shows instead of a value that is secret or unhelpful; null: show it. Never contains any of the
   * value.
   */
  readonly describes?: (value: unknown) => string | null;
  /** What a message adds about a refused value, such as how to write it; null: nothing. */
  readonly advises?: (value: unknown) => string | null;
  /** For lists and maps: what is wrong inside of an acceptable value. */
  readonly inside?: (value: unknown) => Breach[];
}

/** A value, or something inside of it, that breaks its rule. */
export interface Breach {
  /** The path from the setting on: "", "[2]", ".ListListeners". */
  readonly at: string;
  readonly rule: Rule;
  readonly value: unknown;
}

/** Everything in a value that breaks the rule, one entry per path. */
export function breachesOf(rule: Rule, value: unknown): Breach[] {
  return rule.takes(value) ? (rule.inside?.(value) ?? []) : [{ at: "", rule, value }];
}

/**
 * The message for a violation: "`port` must be a whole number between 0 and 65535; got 70000." `reference`: where the
 * value was read from, { env: NAME } for example; then the value is not shown, since it may be a secret.
 */
export function sentence(name: string, { at, rule, value }: Breach, reference?: string): string {
  const demand = `\`${name}${at}\` must be ${rule.is}`;
  if (value === undefined) return `${demand}; it is missing.`;
  if (value === null) return `${demand}; got no value. To keep the default, remove the line.`;
  if (reference !== undefined) return `${demand}; ${reference} gives ${rule.describes?.(value) ?? "something else"}.`;
  const advice = rule.advises?.(value) ?? null;
  return `${demand}; got ${rule.describes?.(value) ?? shown(value)}.${advice === null ? "" : ` ${advice}`}`;
}
