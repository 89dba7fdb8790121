import { createEmulator, type EmulatorParts, type EmulatorWork } from "./create-emulator.js";
import type { EmulatorState } from "./emulator-state.js";
import type { FieldDialect, Fields, Values } from "./fields.js";
import { readFields } from "./read-fields.js";
import type { Refused } from "./refused.js";
import type { Emulator, SandboxResponse } from "./sandbox-cloud.js";
import type { ReceivedRequest } from "./signatures/received-request.js";

/** An operation of an RPC API: its fields and its response. */
export interface RpcOperation<S> {
  readonly fields: Fields;
  readonly isWrite: boolean;
  /** @throws Refused */
  run(state: S, values: Readonly<Record<string, unknown>>): object;
}

/** Defines an operation whose work receives the values of its fields. */
export function rpcOperation<S, F extends Fields>(
  fields: F,
  isWrite: boolean,
  work: (state: S, values: Values<F>) => object,
): RpcOperation<S> {
  return { fields, isWrite, run: (state, values) => work(state, values as Values<F>) };
}

/** A call, whichever way it was encoded. */
export interface RpcCall {
  readonly action: string;
  readonly version: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** An RPC API: operations behind one path. Holds what differs between vendors. */
export interface RpcParts<S extends EmulatorState>
  extends EmulatorParts<S, RpcOperation<S>>,
    Pick<EmulatorWork, "authenticate" | "forget"> {
  readonly dialect: FieldDialect;
  readonly version: string;
  /** The name of the action; empty where there is none. Must not throw. */
  actionIn(request: ReceivedRequest): string;
  /** @throws Refused when the request is not a call of this API */
  callIn(request: ReceivedRequest): RpcCall;
  /** The refusal for an unknown operation or version. */
  unknown(call: RpcCall): Refused;
  /** Checks a call before its fields are read. @throws Refused */
  admit?(call: RpcCall): void;
  /** Does the work, or returns the response of an earlier call with the same token. */
  once?(call: RpcCall, operation: RpcOperation<S>, work: () => object): object;
  /** A success in the vendor's format. */
  response(action: string, fields: object, request: ReceivedRequest): SandboxResponse;
}

export function createRpcEmulator<S extends EmulatorState>(parts: RpcParts<S>): Emulator {
  const { state, nouns, dialect, admit, once = (_call, _operation, work) => work() } = parts;
  const operations = new Map(nouns.flatMap((noun) => Object.entries(noun.operations)));
  return createEmulator(parts, {
    authenticate: parts.authenticate,
    forget: parts.forget,
    actionOf: (request) => parts.actionIn(request) || "unknown",
    perform(request) {
      const call = parts.callIn(request);
      const operation = call.version === parts.version ? operations.get(call.action) : undefined;
      if (!operation) throw parts.unknown(call);
      admit?.(call);
      const work = () => operation.run(state, readFields(operation.fields, call.parameters, dialect));
      return parts.response(call.action, once(call, operation, work), request);
    },
  });
}
