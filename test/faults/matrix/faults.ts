import type { Fault } from "../../../src/sandbox/faults.js";
import type { OperationName } from "./operation.js";

/** Which requests of an operation a fault hits. */
export type Scope =
  /** All of them. */
  | "always"
  /** The first one. */
  | "once"
  /** All that change something; reads get through. */
  | "changes"
  /** The first that changes something. */
  | "change once"
  /** The last step of a change that takes several, each time it is tried. */
  | "last step"
  /** All reads that follow the first changing request. */
  | "reads after";

/** How the account is set up besides: with a name that no DNS knows, or as a user with tokens. */
export type Setup = "plain" | "unknown host" | "token";

/**
 * The codes that a client may receive. More than one code: which is right depends on how a cloud's change is made up;
 * see `why`.
 */
export interface Expectation {
  readonly codes: readonly string[];
  readonly why: string;
}

export interface Variant {
  readonly fault: string;
  readonly scope: Scope;
  readonly setup: Setup;
  /** Null: the trouble is in the setup. */
  readonly inject: Fault | null;
  expect(operation: OperationName): Expectation;
}

const HOUR_MS = 3_600_000;
const UNKNOWN = "OUTCOME_UNKNOWN";
const OUTAGE = "PROVIDER_UNAVAILABLE";
const UNREADABLE = "UNREADABLE";
const LATE = "TIMED_OUT";

type Codes = Readonly<
  Partial<
    Record<Scope, { readonly reads?: readonly string[]; readonly changes?: readonly string[]; readonly why: string }>
  >
>;

const READ_BACK = {
  changes: ["ok", UNKNOWN],
  why: "The change was made: either its own answer told enough, or nobody could look.",
};

/** The work is done and the answer lost, late or unreadable. `code` is what that is called. */
const answerLost = (code: string): Codes => ({
  always: {
    reads: [code],
    changes: [code, UNKNOWN],
    why: `A change reads first, which fails with ${code} and changes nothing; where it does not read first it was sent, and looking fails as well.`,
  },
  once: {
    reads: ["ok"],
    changes: ["ok"],
    why: "A read is repeated; a change is looked up or repeated, whichever does no harm.",
  },
  changes: {
    changes: ["ok", UNKNOWN],
    why: "What was made can be looked up and is success then; where looking cannot tell it from what others do, nobody knows.",
  },
  "change once": { changes: ["ok"], why: "Looked up and found, or repeated where that does no harm." },
  "last step": { changes: ["ok", UNKNOWN], why: "As for all changes." },
  "reads after": READ_BACK,
});

/** As {@link answerLost}, for an answer that is whole and makes no sense. */
const answerUnreadable: Codes = {
  ...answerLost(OUTAGE),
  always: {
    reads: [OUTAGE, UNREADABLE],
    changes: [OUTAGE, UNREADABLE, UNKNOWN],
    why: "OUTAGE where the answer as a whole makes no sense, UNREADABLE where one object in it does not.",
  },
  once: {
    reads: [OUTAGE, UNREADABLE],
    changes: ["ok", OUTAGE, UNREADABLE, UNKNOWN],
    why: "A format that has changed is not asked again. OUTAGE and UNREADABLE where a read was hit, before anything was changed.",
  },
  "change once": { changes: ["ok", UNKNOWN], why: "What was done is looked up, or left open." },
};

/** Not done, but nobody outside the cloud can know that. */
const perhapsNotDone = (code: string): Codes => ({
  ...answerLost(code),
  changes: { changes: [UNKNOWN], why: "It was sent, and whether it was done cannot be known." },
  "change once": {
    changes: ["ok", UNKNOWN],
    why: "Repeated where that does no harm. Unknown where the cloud works on it after its answer, so that what is not there may still come.",
  },
  "last step": {
    changes: [UNKNOWN, OUTAGE],
    why: "It was sent, and whether it was done cannot be known; or all was restored.",
  },
});

/** Refused in a way that says that nothing was done, and worth waiting out. */
const refused = (code: string): Codes => ({
  always: { reads: [code], changes: [code], why: "Nothing gets through." },
  once: { reads: ["ok"], changes: ["ok"], why: "Retried until it succeeds." },
  changes: { changes: [code], why: "Refused until the deadline, and nothing was done." },
  "change once": { changes: ["ok"], why: "Retried until it succeeds." },
  "last step": {
    changes: [code, UNKNOWN],
    why: "The earlier steps were done: taken back, or told of in the message, or left open.",
  },
  "reads after": { changes: ["ok", UNKNOWN, ...(code === "UNAUTHENTICATED" ? [code] : [])], why: READ_BACK.why },
});

const only = (codes: Codes, ...scopes: readonly Scope[]): Codes =>
  Object.fromEntries(Object.entries(codes).filter(([scope]) => scopes.includes(scope as Scope)));

const fine = (why: string) => ({ reads: ["ok"], changes: ["ok"], why });

interface Row {
  readonly fault: string;
  readonly inject: Fault | null;
  readonly setup?: Setup;
  readonly codes: Codes;
}

const html = (status: number, text: string): Fault => ({
  kind: "respond",
  status,
  headers: { "content-type": "text/html" },
  body: `<html><head><title>${status} ${text}</title></head><body><h1>${text}</h1></body></html>`,
});

const ROWS: readonly Row[] = [
  {
    fault: "none",
    inject: null,
    codes: { always: fine("Without a fault everything works; else the other cells would show nothing.") },
  },
  { fault: "connection refused", inject: { kind: "refuse" }, codes: only(refused(OUTAGE), "always") },
  {
    fault: "DNS failure",
    inject: null,
    setup: "unknown host",
    codes: {
      always: {
        reads: [OUTAGE, LATE],
        changes: [OUTAGE, LATE],
        why: "A resolver that says no is an outage; one that says nothing may use up the deadline. Nothing was sent either way.",
      },
    },
  },
  { fault: "reset mid-answer", inject: { kind: "reset" }, codes: answerLost(OUTAGE) },
  { fault: "lost answer", inject: { kind: "drop" }, codes: answerLost(OUTAGE) },
  { fault: "truncated JSON", inject: { kind: "truncate" }, codes: answerLost(OUTAGE) },
  { fault: "wrong JSON types", inject: { kind: "mangle" }, codes: answerUnreadable },
  { fault: "slow drip", inject: { kind: "drip", ms: 100 }, codes: answerLost(LATE) },
  { fault: "hang", inject: { kind: "hang" }, codes: perhapsNotDone(LATE) },
  { fault: "500", inject: { kind: "respond", status: 500, body: "out of order" }, codes: perhapsNotDone(OUTAGE) },
  { fault: "503 with HTML", inject: html(503, "Service Unavailable"), codes: perhapsNotDone(OUTAGE) },
  { fault: "throttled", inject: { kind: "throttled" }, codes: refused("RATE_LIMITED") },
  { fault: "429 with HTML", inject: html(429, "Too Many Requests"), codes: refused("RATE_LIMITED") },
  {
    fault: "busy parent",
    inject: { kind: "busy" },
    codes: {
      "last step": {
        changes: ["PARENT_BUSY", OUTAGE, UNKNOWN],
        why: "The earlier steps were named in the message; restored (OUTAGE); or left open.",
      },
      changes: {
        changes: ["PARENT_BUSY", OUTAGE, UNKNOWN],
        why: "Waited for until the deadline. An outage, or unknown for what was sent more than once, where the cloud has no word for it but that of an outage (classic ELB: 503).",
      },
      "change once": { changes: ["ok", OUTAGE], why: "Retried; as above where there is no word for it." },
    },
  },
  {
    fault: "stuck pending",
    inject: { kind: "stuck" },
    codes: {
      always: {
        reads: ["ok"],
        changes: ["ok", LATE, "PARENT_BUSY", UNKNOWN],
        why: "Accepted, and still settling when the deadline comes, which the status says; a change of several steps stops between them.",
      },
    },
  },
  {
    fault: "ends in ERROR",
    inject: { kind: "error" },
    codes: {
      always: {
        reads: ["ok"],
        changes: ["ok", "PROVIDER_REJECTED", UNKNOWN],
        why: "Accepted, and its end is in the status; a change of several steps stops at the one that failed.",
      },
    },
  },
  {
    fault: "clock skew",
    inject: { kind: "skew", ms: HOUR_MS },
    codes: { always: fine("The cloud's time is in its refusal, and is signed with from then on.") },
  },
  {
    fault: "clock skew, slow",
    inject: { kind: "skew", ms: -HOUR_MS },
    codes: { always: fine("As for a fast clock.") },
  },
  {
    fault: "expired token",
    inject: { kind: "expired" },
    setup: "token",
    codes: { once: fine("A token that is refused is fetched anew, once.") },
  },
  {
    fault: "token refused",
    inject: { kind: "unauthenticated" },
    setup: "token",
    codes: only(refused("UNAUTHENTICATED"), "always", "once", "changes", "change once"),
  },
  {
    fault: "signature refused",
    inject: { kind: "unauthenticated" },
    codes: {
      ...only(refused("UNAUTHENTICATED"), "always", "changes"),
      once: {
        reads: ["UNAUTHENTICATED"],
        changes: ["UNAUTHENTICATED"],
        why: "A key that is refused is refused again: asking on would lock it.",
      },
    },
  },
];

/** Every fault with every set of requests that it may hit. */
export const VARIANTS: readonly Variant[] = ROWS.flatMap(({ fault, inject, setup = "plain", codes }) =>
  (Object.keys(codes) as Scope[]).map((scope) => ({
    fault,
    scope,
    setup,
    inject,
    expect(operation) {
      const { reads, changes, why } = codes[scope]!;
      const codesOf = operation === "read" || operation === "list" ? reads : changes;
      return { codes: codesOf ?? [], why };
    },
  })),
);
