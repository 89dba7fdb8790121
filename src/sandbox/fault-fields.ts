import type { Fault, FaultRule } from "./faults.js";

/** A field of a fault: what it has to be, in words and as a check, and whether it may be left out. */
interface FieldShape {
  readonly is: string;
  readonly check: (value: unknown) => boolean;
  readonly isOptional?: boolean;
}

const isWhole = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value);
const duration: FieldShape = {
  is: "a whole number of milliseconds, 0 to 3600000",
  check: (value) => isWhole(value) && value >= 0 && value <= 3_600_000,
};
const shift: FieldShape = { is: "a whole number of milliseconds, negative for a clock that is slow", check: isWhole };
const headerName = /^[\w!#$%&'*+.^`|~-]+$/;

const responseFields = {
  status: { is: "an HTTP status from 200 to 599", check: (value) => isWhole(value) && value >= 200 && value <= 599 },
  body: { is: "a text", check: (value) => typeof value === "string" },
  headers: {
    is: "an object of texts",
    isOptional: true,
    check: (value) =>
      isObject(value) &&
      Object.entries(value).every(
        ([name, text]) => headerName.test(name) && typeof text === "string" && !/[\r\n]/.test(text),
      ),
  },
} satisfies Record<string, FieldShape>;

/** What each sort of fault needs besides its kind. */
export const FAULT_FIELDS: Readonly<Record<Fault["kind"], Readonly<Record<string, FieldShape>>>> = {
  latency: { ms: duration },
  refuse: {},
  reset: {},
  hang: {},
  drip: { ms: duration },
  respond: responseFields,
  drop: {},
  truncate: {},
  mangle: {},
  throttled: {},
  busy: {},
  unauthenticated: {},
  stuck: {},
  error: {},
  skew: { ms: shift },
  expired: {},
};

const ruleFields: Readonly<Record<string, FieldShape>> = {
  fault: { is: 'an object with a kind, such as { "kind": "drop" }', check: isObject },
  actions: { is: "a regular expression, as a text", isOptional: true, check: isPattern },
  times: { is: "a whole number from 1 on", isOptional: true, check: (value) => isWhole(value) && value >= 1 },
};

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function isPattern(value: unknown): boolean {
  if (typeof value !== "string") return false;
  try {
    return Boolean(new RegExp(value));
  } catch {
    return false;
  }
}

function* mistakesIn(
  object: Record<string, unknown>,
  fields: Readonly<Record<string, FieldShape>>,
  where: string,
): Iterable<string> {
  for (const [name, { is, check, isOptional }] of Object.entries(fields)) {
    const value = object[name];
    if (value === undefined ? !isOptional : !check(value)) yield `${where}${name} has to be ${is}.`;
  }
  for (const name of Object.keys(object)) {
    if (!Object.hasOwn(fields, name)) yield `${where}${name} is not known here; there ${knownFields(fields)}.`;
  }
}

function knownFields(fields: Readonly<Record<string, FieldShape>>): string {
  const names = Object.keys(fields);
  return names.length === 1 ? `is ${names[0]}` : `are ${names.join(", ")}`;
}

/** What is wrong with something that is to be a fault rule, in sentences; empty when nothing is. */
export function mistakesInRule(rule: unknown): string[] {
  if (!isObject(rule))
    return ['A rule is an object such as { "fault": { "kind": "drop" }, "actions": "^Create", "times": 1 }.'];
  const mistakes = [...mistakesIn(rule, ruleFields, "")];
  if (!isObject(rule.fault)) return mistakes;
  const { kind } = rule.fault;
  if (typeof kind !== "string" || !Object.hasOwn(FAULT_FIELDS, kind)) {
    return [...mistakes, `fault.kind has to be one of ${Object.keys(FAULT_FIELDS).join(", ")}.`];
  }
  const fields = { kind: { is: "a text", check: () => true }, ...FAULT_FIELDS[kind as Fault["kind"]] };
  mistakes.push(...mistakesIn(rule.fault, fields, "fault."));
  if (kind === "refuse" && (rule.actions !== undefined || rule.times !== undefined)) {
    mistakes.push("refuse closes the port for every action until the faults are cleared: leave out actions and times.");
  }
  return mistakes;
}

/** Whether it is a fault rule that can be added. */
export function isFaultRule(rule: unknown): rule is FaultRule {
  return mistakesInRule(rule).length === 0;
}
