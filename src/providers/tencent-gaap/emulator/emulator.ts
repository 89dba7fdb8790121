import { randomUUID } from "node:crypto";
import type { Emulator, EmulatorContext, Refusal, SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import { verifyHmacQuery } from "../../../sandbox/signatures/hmac-query.js";
import type { ReceivedRequest, RejectionReason } from "../../../sandbox/signatures/received-request.js";
import { verifyTc3HmacSha256 } from "../../../sandbox/signatures/tc3-hmac-sha256.js";
import { checkFields, type Parameters } from "./check-fields.js";
import { OPERATION_FIELDS, type Operation } from "./fields.js";
import { stock } from "./inventory.js";
import { listenerChanges } from "./listener-changes.js";
import { listenerCreates } from "./listener-creates.js";
import { listenerReads, showListener } from "./listener-reads.js";
import { parentOperations } from "./parents.js";
import { realServerOperations } from "./real-servers.js";
import { ApiRefusal, refuse } from "./refusal.js";
import { actionIn, apiRequestOf, isTc3 } from "./request.js";
import { ruleOperations, showRules } from "./rules.js";
import { State } from "./state.js";
import { TokenBuckets } from "./token-bucket.js";

const VERSION = "2018-05-29";

const operations: Readonly<Record<Operation, (state: State, parameters: Parameters) => object>> = {
  ...listenerCreates,
  ...listenerReads,
  ...listenerChanges,
  ...ruleOperations,
  ...realServerOperations,
  ...parentOperations,
};

const REJECTIONS: Readonly<Record<RejectionReason, readonly [code: string, message: string]>> = {
  missing: ["AuthFailure.InvalidAuthorization", "The request is not signed."],
  malformed: ["AuthFailure.InvalidAuthorization", "The signature cannot be read."],
  "unknown-key": ["AuthFailure.SecretIdNotFound", "The SecretId is not found."],
  expired: ["AuthFailure.SignatureExpire", "The signature is expired."],
  mismatch: ["AuthFailure.SignatureFailure", "The provided credentials could not be validated."],
  replayed: ["AuthFailure.SignatureFailure", "The signature has been used."],
};

const REFUSALS: Readonly<Record<Refusal, readonly [code: string, message: string]>> = {
  throttled: ["RequestLimitExceeded", "Your current request times exceed the limit of 20 per second."],
  busy: ["FailedOperation.ListenerHasTask", "The listener has a running task."],
  unauthenticated: ["AuthFailure.SignatureFailure", "The provided credentials could not be validated."],
  internal: ["InternalError", "An internal error has occurred."],
};

/** Success and refusal alike come as 200. */
const answer = (fields: object): SandboxResponse => ({
  status: 200,
  body: { Response: { ...fields, RequestId: randomUUID() } },
});
const refusal = (Code: string, Message: string) => answer({ Error: { Code, Message } });

/** GAAP as it answers on the wire. `keys`: secret by secret id. */
export function startEmulator(context: EmulatorContext, keys: ReadonlyMap<string, string>): Emulator {
  const state = new State(context.clock, context.lifeCycles);
  const buckets = new TokenBuckets(context.clock);
  // An inventory of a chosen size is there to be measured, which a limit of 20 a second would spoil.
  const isLimited = context.listeners === undefined;
  stock(state, context);

  function checkSignature(request: ReceivedRequest): void {
    const verify = isTc3(request) ? verifyTc3HmacSha256 : verifyHmacQuery;
    const verdict = verify(request, keys, new Date(context.clock.now()));
    if (!verdict.ok) refuse(...REJECTIONS[verdict.reason]);
  }

  function perform(request: ReceivedRequest): object {
    if (request.path !== "/") refuse("InvalidRequest", "There is nothing but /.");
    checkSignature(request);
    const { action, version, parameters } = apiRequestOf(request);
    if (version !== VERSION) refuse("NoSuchVersion", `The version ${version} is not found.`);
    if (!Object.hasOwn(operations, action)) refuse("InvalidAction", `The action ${action} is not found.`);
    if (isLimited && !buckets.take(action)) refuse(...REFUSALS.throttled);
    const operation = action as Operation;
    return operations[operation](state, checkFields(parameters, OPERATION_FIELDS[operation]));
  }

  return {
    actionOf: (request) => actionIn(request) || "unknown",
    handle(request) {
      try {
        return answer(perform(request));
      } catch (error) {
        if (error instanceof ApiRefusal) return refusal(error.code, error.message);
        throw error;
      }
    },
    refuse: (kind) => refusal(...REFUSALS[kind]),
    reset() {
      state.clear();
      buckets.clear();
      stock(state, context);
    },
    snapshot: () => ({
      parents: state.parents.snapshot(({ value }) => value.attributes),
      listeners: state.listeners.snapshot((entry) => showListener(state, entry)),
      domains: state.domains.snapshot(({ value: { listenerId, Domain, attributes } }) => ({
        ListenerId: listenerId,
        Domain,
        ...attributes,
      })),
      rules: structuredClone(showRules(state)),
      realServers: state.realServers.snapshot(({ id, value: { isDown: _hidden, ...shown } }) => ({
        RealServerId: id,
        ...shown,
      })),
    }),
  };
}
