import { EDIT_TARGETS, mistakesInPatch, PATCH_IN_WORDS } from "./edit-patch.js";
import type { EditTarget, Fault, FaultRule } from "./faults.js";

/** A field of a rule: what it has to be, in words and as a check, and whether it may be left out. */
interface FieldShape {
  readonly is: string;
  readonly check: (value: unknown) => boolean;
  readonly isOptional?: boolean;
}
type Fields = Readonly<Record<string, FieldShape>>;

const isWhole = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const MOST_MS = 3_600_000;

const duration: FieldShape = {
  is: `a whole number of milliseconds, 0 to ${MOST_MS}`,
  check: (value) => isWhole(value) && value >= 0 && value <= MOST_MS,
};
const response: Fields = {
  status: { is: "an HTTP status from 200 to 599", check: (value) => isWhole(value) && value >= 200 && value <= 599 },
  body: { is: "a text", check: isText },
  headers: { is: "an object of texts", isOptional: true, check: areHeaders },
};

/** Every sort of fault: what it means, and what it needs besides its kind. */
export const FAULT_SHAPES: Readonly<Record<Fault["kind"], { readonly means: string; readonly fields: Fields }>> = {
  latency: { means: "The work begins late.", fields: { ms: duration } },
  refuse: { means: "The port is closed until the faults are cleared.", fields: {} },
  reset: { means: "The work is done; the connection breaks in the middle of the answer.", fields: {} },
  hang: { means: "No work and no answer.", fields: {} },
  drip: { means: "The work is done; the answer comes a byte every so many milliseconds.", fields: { ms: duration } },
  respond: { means: "This answer instead of the work.", fields: response },
  drop: { means: "The work is done; the connection breaks without an answer.", fields: {} },
  truncate: { means: "The work is done; half of the JSON arrives.", fields: {} },
  mangle: { means: "The work is done; lists, texts and numbers of the JSON have other types.", fields: {} },
  throttled: { means: "Refused as one request too many, in the cloud's words.", fields: {} },
  busy: { means: "Refused because an earlier change is settling, in the cloud's words.", fields: {} },
  unauthenticated: { means: "Refused for its credentials, in the cloud's words.", fields: {} },
  stuck: { means: "Nothing that is being changed gets through.", fields: {} },
  error: { means: "What is being changed ends in the cloud's word for failure.", fields: {} },
  skew: {
    means: "The cloud's clock is off.",
    fields: { ms: { is: "a whole number of milliseconds, negative for a clock that is slow", check: isWhole } },
  },
  expired: { means: "Tokens issued so far are no longer accepted.", fields: {} },
  edit: {
    means:
      "The work is done; a JSON Patch changes what was asked, created, stored or answered. One that does not fit changes nothing and uses up no time.",
    fields: {
      of: {
        is: `one of ${EDIT_TARGETS.join(", ")}; left out, answer: { status, headers, body }. request is { method, path, query, headers, body }, created each object that the request creates, state { collection: { id: object } } as in GET /clouds/:key/stored`,
        isOptional: true,
        check: (value) => EDIT_TARGETS.includes(String(value)),
      },
      patch: { is: PATCH_IN_WORDS, check: Array.isArray },
    },
  },
};

export const RULE_FIELDS: Fields = {
  fault: { is: 'an object with a kind, such as { "kind": "drop" }', check: isObject },
  actions: { is: "a regular expression on the operation's name; left out: all", isOptional: true, check: isPattern },
  after: {
    is: "how many requests it lets pass first, 0 or more; left out: none",
    isOptional: true,
    check: (value) => isWhole(value) && value >= 0,
  },
  times: {
    is: "how many requests it hits, 1 or more; left out: all until it is cleared",
    isOptional: true,
    check: (value) => isWhole(value) && value >= 1,
  },
};

function areHeaders(value: unknown): boolean {
  if (!isObject(value)) return false;
  return Object.entries(value).every(([name, text]) => HEADER_NAME.test(name) && isText(text) && !/[\r\n]/.test(text));
}

function isPattern(value: unknown): boolean {
  if (!isText(value)) return false;
  try {
    return Boolean(new RegExp(value));
  } catch {
    return false;
  }
}

function* mistakesIn(object: Record<string, unknown>, fields: Fields, where: string): Iterable<string> {
  for (const [name, { is, check, isOptional }] of Object.entries(fields)) {
    const value = object[name];
    if (value === undefined ? !isOptional : !check(value)) yield `${where}${name} has to be ${is}.`;
  }
  for (const name of Object.keys(object)) {
    if (!Object.hasOwn(fields, name))
      yield `${where}${name} is not known. Known here: ${Object.keys(fields).join(", ")}.`;
  }
}

function* mistakesInFault(fault: Record<string, unknown>): Iterable<string> {
  const { kind } = fault;
  const kinds = Object.keys(FAULT_SHAPES).join(", ");
  if (!isText(kind) || !Object.hasOwn(FAULT_SHAPES, kind)) return yield `fault.kind has to be one of ${kinds}.`;
  const kindField: FieldShape = { is: `one of ${kinds}`, check: isText };
  yield* mistakesIn(fault, { kind: kindField, ...FAULT_SHAPES[kind as Fault["kind"]].fields }, "fault.");
}

/**
 * What is wrong with something that is to be a fault rule, in sentences; empty when nothing is.
 *
 * @param collections the names of the collections that can be edited; left out, any will do
 */
export function mistakesInRule(rule: unknown, collections?: readonly string[]): string[] {
  if (!isObject(rule)) return ["A rule is a JSON object with the member fault."];
  const mistakes = [...mistakesIn(rule, RULE_FIELDS, ""), ...(isObject(rule.fault) ? mistakesInFault(rule.fault) : [])];
  if (mistakes.length === 0 && isObject(rule.fault) && rule.fault.kind === "edit") {
    const { patch, of = "answer" } = rule.fault;
    mistakes.push(...mistakesInPatch(patch, of as EditTarget, collections));
  }
  const isRefuse = isObject(rule.fault) && rule.fault.kind === "refuse";
  if (isRefuse && [rule.actions, rule.after, rule.times].some((value) => value !== undefined)) {
    mistakes.push(
      "refuse closes the port for everything until the faults are cleared: leave out actions, after and times.",
    );
  }
  return mistakes;
}

/** Rules to start from, for the help. */
export const FAULT_EXAMPLES: readonly { readonly means: string; readonly rule: FaultRule }[] = [
  {
    means: "The next create is done, but its answer is lost.",
    rule: { fault: { kind: "drop" }, actions: "Create", times: 1 },
  },
  { means: "Every answer comes two seconds late.", rule: { fault: { kind: "latency", ms: 2_000 } } },
  { means: "Three requests are refused as too many.", rule: { fault: { kind: "throttled" }, times: 3 } },
  {
    means: "The next list has a fourth listener of a protocol that nobody knows (for clouds with such lists).",
    rule: {
      fault: { kind: "edit", patch: [{ op: "replace", path: "/body/listeners/3/protocol", value: "SCTP" }] },
      actions: "^ListListeners$",
      times: 1,
    },
  },
  { means: "The cloud is out of order.", rule: { fault: { kind: "respond", status: 503, body: "out of order" } } },
];
