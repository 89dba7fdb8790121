import { createEmulator, type EmulatorParts, type EmulatorWork } from "./create-emulator.js";
import type { EmulatorState } from "./emulator-state.js";
import type { Refused } from "./refused.js";
import { type BodyWords, type RestRequest, restRequest } from "./rest-request.js";
import { type RestOperation, routesOf } from "./rest-routes.js";
import type { Emulator } from "./sandbox-cloud.js";

/** A REST API: operations by path. Holds what differs between vendors. */
export interface RestParts<S extends EmulatorState>
  extends EmulatorParts<S, RestOperation<S>>,
    Pick<EmulatorWork, "authenticate"> {
  readonly bodyWords: BodyWords;
  /** The refusal for a path without an operation. */
  unknownPath(): Refused;
  /** Checks every request for which an operation was found. @throws Refused */
  admit?(request: RestRequest): void;
}

export function createRestEmulator<S extends EmulatorState>(parts: RestParts<S>): Emulator {
  const { state, nouns, bodyWords, unknownPath, admit } = parts;
  const find = routesOf<S>(Object.assign({}, ...nouns.map(({ operations }) => operations)));
  return createEmulator(parts, {
    actionOf: ({ method, path }) => find(method, path)?.action ?? "unknown",
    authenticate: parts.authenticate,
    perform(received) {
      const found = find(received.method, received.path);
      if (!found) throw unknownPath();
      const request = restRequest(received, found.ids, bodyWords);
      admit?.(request);
      return found.operation.handle(state, request);
    },
  });
}
