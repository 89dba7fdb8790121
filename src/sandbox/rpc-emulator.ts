import { createEmulator, type EmulatorParts, type EmulatorWork } from "./create-emulator.js";
import type { EmulatorState } from "./emulator-state.js";
import type { FieldDialect, Fields, Values } from "./fields.js";
import { readFields } from "./read-fields.js";
import type { Refused } from "./refused.js";
import type { Emulator, SandboxResponse } from "./sandbox-cloud.js";
import type { ReceivedRequest } from "./signatures/received-request.js";

/** An operation of an RPC API: what it takes, and what it answers to that. */
export interface RpcOperation<S> {
  readonly fields: Fields;
  readonly isWrite: boolean;
  /** @throws Refused */
  run(state: S, values: Readonly<Record<string, unknown>>): object;
}

/** Describes an operation whose work is given what the fields say. */
export function rpcOperation<S, F extends Fields>(
  fields: F,
  isWrite: boolean,
  work: (state: S, values: Values<F>) => object,
): RpcOperation<S> {
  return { fields, isWrite, run: (state, values) => work(state, values as Values<F>) };
}

/** What is asked for, however it was written. */
export interface RpcCall {
  readonly action: string;
  readonly version: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** An RPC API: operations behind one path. What differs between vendors is in here, as words. */
export interface RpcParts<S extends EmulatorState>
  extends EmulatorParts<S, RpcOperation<S>>,
    Pick<EmulatorWork, "authenticate" | "forget"> {
  readonly dialect: FieldDialect;
  readonly version: string;
  /** Empty where there is none. Must not throw. */
  actionIn(request: ReceivedRequest): string;
  /** @throws Refused when it is no call of this API */
  callIn(request: ReceivedRequest): RpcCall;
  /** Of an operation or version that there is not. */
  unknown(call: RpcCall): Refused;
  /** What is checked before the fields are read. @throws Refused */
  admit?(call: RpcCall): void;
  /** Does the work, or finds that it has been done. */
  once?(call: RpcCall, operation: RpcOperation<S>, work: () => object): object;
  /** The vendor's shape of a success. */
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
