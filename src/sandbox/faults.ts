/**
 * What can go wrong, and how it is asked for.
 *
 * Transport faults are applied by the emulator's server; `stuck` and `error` act on life cycles; `throttled`,
 * `busy` and `unauthenticated` make the emulator refuse in its own words; `skew` moves the clock that signatures are
 * checked against and that the Date header shows; `expired` makes tokens that were given out so far invalid.
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
  | { readonly kind: "expired" };

export interface FaultRule {
  readonly fault: Fault;
  /** A regular expression on the action's name; left out: all actions. */
  readonly actions?: string;
  /** How many requests it hits before it goes away; left out: until it is cleared. */
  readonly times?: number;
}

/** One emulator's faults. */
export interface Faults {
  /** Whether a fault of this kind is on, whatever actions it is for. */
  isOn(kind: Fault["kind"]): boolean;
  /** The faults that hit a request of this action, each counted as used once. */
  take(action: string): readonly Fault[];
  add(rule: FaultRule): void;
  clear(): void;
  list(): readonly FaultRule[];
}
