import type { Operation } from "rfc6902";

/**
 * What can go wrong, and how it is asked for.
 *
 * Transport faults are applied by the emulator's server; `stuck` and `error` act on life cycles; `throttled`,
 * `busy` and `unauthenticated` make the emulator refuse in its own words; `skew` moves the clock that signatures are
 * checked against and that the Date header shows; `expired` invalidates the tokens issued so far; `edit`
 * changes what is asked, what is stored or what is answered, so that any accident that somebody reports can be had as data.
 */
export type Fault =
  /** Waits before the work is done. */
  | { readonly kind: "latency"; readonly ms: number }
  /** Nobody listens on the port. */
  | { readonly kind: "refuse" }
  /** Does the work, sends half of the answer, then breaks the connection. */
  | { readonly kind: "reset" }
  /** Takes the request and never answers; the work is not done. */
  | { readonly kind: "hang" }
  /** Does the work and sends the answer a byte every `ms` milliseconds. */
  | { readonly kind: "drip"; readonly ms: number }
  /** Answers this instead of doing the work. */
  | {
      readonly kind: "respond";
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Does the work, then breaks the connection without an answer. */
  | { readonly kind: "drop" }
  /** Does the work and sends the first half of the JSON, with a content length that fits. */
  | { readonly kind: "truncate" }
  /** Does the work and sends the JSON with every list, text and number turned into another type. */
  | { readonly kind: "mangle" }
  | { readonly kind: "throttled" | "busy" | "unauthenticated" }
  /** No passage of a life cycle ends. */
  | { readonly kind: "stuck" }
  /** Passages end in the vendor's word for failure. */
  | { readonly kind: "error" }
  | { readonly kind: "skew"; readonly ms: number }
  | { readonly kind: "expired" }
  /** Changes something by a JSON Patch (RFC 6902). A patch that does not fit changes nothing and uses up none of the rule's times. */
  | { readonly kind: "edit"; readonly of?: EditTarget; readonly patch: readonly Operation[] };

/**
 * What an `edit` changes; the answer when left out.
 *
 * - `request`: { method, path, query, headers, body } as the cloud understands it, once its signature has been checked.
 * - `created`: each object that the request created, as it is stored. The request's own answer still shows it as it was.
 * - `state`: { collection: { id: object as it is stored } } after the request's work and before the next request's.
 *   Objects can be removed and added, too.
 * - `answer`: { status, headers, body }.
 *
 * In `state` and `answer` the request is there as well, to be tested.
 */
export type EditTarget = "request" | "created" | "state" | "answer";

export interface FaultRule {
  readonly fault: Fault;
  /** A regular expression on the action's name; left out: all actions. */
  readonly actions?: string;
  /** How many requests of these actions it lets pass before it hits; left out: none. */
  readonly after?: number;
  /** How many requests it hits before it goes away; left out: until it is cleared. */
  readonly times?: number;
}

/** One emulator's faults. */
export interface Faults {
  /** Whether a fault of this kind is on, whatever actions it is for. */
  isOn(kind: Fault["kind"]): boolean;
  /** The faults that hit a request of this action, each counted as used once. */
  take(action: string): readonly Fault[];
  /** Takes back that a fault was used: it had nothing to do. */
  restore(fault: Fault): void;
  /** @throws Error that says what is wrong with the rule */
  add(rule: FaultRule): void;
  clear(): void;
  list(): readonly FaultRule[];
}
