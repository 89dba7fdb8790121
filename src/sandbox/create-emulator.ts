import type { EmulatorState } from "./emulator-state.js";
import { Refused } from "./refused.js";
import type { Emulator, Refusal, SandboxResponse } from "./sandbox-cloud.js";
import type { ReceivedRequest } from "./signatures/received-request.js";
import type { Entry } from "./store.js";

/** What an API can do with one kind of object. */
export interface Noun<S, O> {
  /** By name, as the adapter calls its actions. */
  readonly operations: Readonly<Record<string, O>>;
  /** How the objects of its collections look on the wire, by the collections' names. */
  readonly shows?: Readonly<Record<string, (state: S, entry: Entry<never>) => unknown>>;
}

/** What emulators of all kinds of API share. `O`: how an operation is described. */
export interface EmulatorParts<S extends EmulatorState, O> {
  readonly state: S;
  readonly nouns: readonly Noun<S, O>[];
  /** Fills the empty state with the initial inventory. */
  fill(state: S): void;
  /** How the cloud refuses requests that it never looks at. */
  readonly refusals: Readonly<Record<Refusal, Refused>>;
  /** The vendor's shape of a refusal. */
  refusalResponse(refused: Refused, request: ReceivedRequest): SandboxResponse;
}

export interface EmulatorWork {
  /** Must not throw. */
  actionOf(request: ReceivedRequest): string;
  /**
   * Authenticates the caller.
   * @throws Refused
   */
  authenticate(request: ReceivedRequest): void;
  /** @throws Refused */
  perform(request: ReceivedRequest): SandboxResponse;
  /** Forgets what is remembered besides the state, such as nonces. */
  forget?(): void;
}

/** An emulator that throws its refusals and starts with its inventory. */
export function createEmulator<S extends EmulatorState, O>(parts: EmulatorParts<S, O>, work: EmulatorWork): Emulator {
  const { state, nouns, refusals, refusalResponse } = parts;
  parts.fill(state);
  return {
    actionOf: work.actionOf,
    handle(request, understood = request) {
      try {
        work.authenticate(request);
        return work.perform(understood);
      } catch (error) {
        if (error instanceof Refused) return refusalResponse(error, request);
        throw error;
      }
    },
    refuse: (kind, request) => refusalResponse(refusals[kind], request),
    reset() {
      state.clear();
      work.forget?.();
      parts.fill(state);
    },
    snapshot() {
      const shows = nouns.flatMap((noun) => Object.entries(noun.shows ?? {}));
      return Object.fromEntries(
        shows.map(([name, show]) => [
          name,
          state.collections[name]!.snapshot((entry) => show(state, entry as Entry<never>)),
        ]),
      );
    },
    collections: state.collections,
  };
}
