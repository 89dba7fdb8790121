import type { Faults } from "./faults.js";
import type { LifeCycles } from "./life-cycle.js";
import type { SandboxClock } from "./sandbox-clock.js";
import type { ReceivedRequest } from "./signatures/received-request.js";
import type { Collection } from "./store.js";

/** An answer of an emulator, before faults. */
export interface SandboxResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object or array is sent as JSON; a string as it is; undefined as an empty body. */
  readonly body?: unknown;
}

/** The cloud's own way of turning a request away, whatever the request was. */
export type Refusal = "throttled" | "busy" | "unauthenticated" | "internal";

/** What an emulator is made from. */
export interface EmulatorContext {
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly lifeCycles: LifeCycles;
  /** How many listeners the inventory is to have; undefined for the believable default. Large numbers are for benchmarks. */
  readonly listeners?: number;
  /** Whether requests that come faster than the cloud's documented rate are refused. */
  readonly hasRateLimits: boolean;
  /** The inventory at start: "demo" looks like someone's production, "empty" has nothing but what the fixed credentials need. */
  readonly inventory: "demo" | "empty";
}

/** One running emulator: the vendor's wire format over a state of its own. Knows nothing of sockets and of injected transport faults. */
export interface Emulator {
  /** The operation's name, the same words that the adapter uses as CloudRequest.action. Must not throw. */
  actionOf(request: ReceivedRequest): string;
  /**
   * Checks the signature, then the request, then does it. What it throws is answered as {@link Refusal} internal and logged.
   *
   * @param understood what the request is taken for once its signature has been checked; left out, for what it is
   */
  handle(request: ReceivedRequest, understood?: ReceivedRequest): SandboxResponse;
  refuse(kind: Refusal, request: ReceivedRequest): SandboxResponse;
  /** Back to the inventory at start. */
  reset(): void;
  /** All objects, for tests that compare what is there with what was asked: by collection name, in the vendor's wire shape. */
  snapshot(): Readonly<Record<string, readonly unknown[]>>;
  /** What it keeps, by collection name, where it keeps collections. */
  readonly collections?: Readonly<Record<string, Collection<unknown>>>;
}

/** A cloud's emulator, as its provider manifest hands it out. */
export interface SandboxCloud {
  /** Default loopback port. */
  readonly port: number;
  /** The fixed credentials, for docs/sandbox.md and for people who point a vendor's client here: { "access key id": "…" }. */
  readonly credentials: Readonly<Record<string, string>>;
  /** An account entry as it would stand in the configuration file, with the fixed credentials written out. */
  account(endpoint: string): { readonly id: string; readonly provider: string } & Readonly<Record<string, unknown>>;
  start(context: EmulatorContext): Emulator;
}
