import type { AccessAction } from "../access/gate.js";
import {
  type ChangeProblem,
  InvalidInputProblem,
  PortConflictProblem,
  ProviderProblem,
} from "../model/change-problem.js";
import type { ProblemCode } from "../model/enums.js";
import { type HeldSpaces, spaceOf, usualSpaces } from "../model/free-ports.js";
import type { Listener } from "../model/listener.js";
import { overlapOfPortRanges, type PortRange, type Ports } from "../model/port-range.js";
import type { ProblemError } from "../model/problem-error.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { Call } from "../transport/call.js";
import { reportFault } from "../transport/report-fault.js";
import { blamedField } from "./blame.js";
import { StoppedHalfway } from "./verdict.js";

/** Codes that concern the input rather than the cloud, when no cloud was called. */
const INPUT_CODES: readonly ProblemCode[] = ["INVALID_INPUT", "UNSUPPORTED", "IMMUTABLE_FIELD", "PRECONDITION_FAILED"];

/** Codes that say nothing was done; they must not be reported for a change whose answer was lost. */
const LOST_ANSWERS: readonly ProblemCode[] = ["TIMED_OUT", "PROVIDER_UNAVAILABLE"];

/** Seconds to wait when the cloud names none: a client that should try again must know when. */
const SECONDS_TO_WAIT: Readonly<Partial<Record<ProblemCode, number>>> = { PARENT_BUSY: 5, RATE_LIMITED: 1 };

/** A change was refused for reasons that are data, not errors. */
export class ChangeRefused extends Error {
  constructor(readonly problems: readonly ChangeProblem[]) {
    super(problems.map(({ message }) => message).join(" "));
  }
}

export function inputProblem(
  path: readonly string[],
  message: string,
  code: ProblemCode = "INVALID_INPUT",
  constraint: string | null = null,
): InvalidInputProblem {
  return new InvalidInputProblem({ code, message, path: [...path], isRetryable: false, constraint });
}

/** The caller lacks the right: nothing else is reported, and no cloud is called. */
export function accessDenied(
  path: readonly string[],
  { account, isReadOnly }: Pick<ConnectedAccount, "account" | "isReadOnly">,
  action: AccessAction,
): InvalidInputProblem {
  const why = isReadOnly
    ? `The account ${account.id} is read-only: this graph changes nothing in it.`
    : `You may not ${action} anything in the account ${account.id}. Whoever runs this graph can grant it.`;
  return inputProblem(path, why, "ACCESS_DENIED", "access");
}

/**
 * The caller has narrower rights.
 * @param bounds of those rights, in words
 */
export function outOfBounds(path: readonly string[], action: AccessAction, bounds: string | null): InvalidInputProblem {
  const message = `You may ${action} only within your rights in this account: ${bounds}. Nothing was sent to the cloud.`;
  return inputProblem(path, message, "ACCESS_DENIED", "access");
}

/**
 * Turns a failure into problems. An internal error becomes one of them and does not hide what else the operation did.
 * @param root the input's path among the arguments
 */
export function problemsOf(failure: unknown, root: readonly string[], call: Call, input: object): ChangeProblem[] {
  if (failure instanceof ChangeRefused) return [...failure.problems];
  if (failure instanceof StoppedHalfway) return [providerProblem(failure.problem, root, failure.completedSteps)];
  const told = reportFault(failure, call, { path: root });
  const error = told.with({ path: blamedField(told, input) });
  const path = error.inputPath ? [...root, ...error.inputPath] : null;
  const { message } = error;
  const code = codeOf(error);
  if (!error.nativeCode && INPUT_CODES.includes(code))
    return [new InvalidInputProblem({ code, message, path, isRetryable: false, constraint: null })];
  if (code === "PORT_CONFLICT")
    return [
      new PortConflictProblem({
        code,
        message,
        path: path ?? [...root, "portRanges"],
        isRetryable: false,
        conflictsWith: null,
        overlap: null,
      }),
    ];
  return [providerProblem(error, root, [])];
}

/**
 * A failure of the cloud, or of the network on the way to it. A change that the cloud accepted in part is never called
 * retryable.
 */
function providerProblem(
  error: ProblemError,
  root: readonly string[],
  completedSteps: readonly string[],
): ProviderProblem {
  const code = codeOf(error);
  return new ProviderProblem({
    code,
    message: error.message,
    path: error.inputPath ? [...root, ...error.inputPath] : null,
    isRetryable:
      completedSteps.length === 0 && (code === "TIMED_OUT" || (error.retry !== "never" && code !== "OUTCOME_UNKNOWN")),
    provider: error.provider ?? null,
    nativeCode: error.nativeCode ?? null,
    requestId: error.requestId ?? null,
    retryAfterSeconds: error.retryAfterSeconds ?? SECONDS_TO_WAIT[code] ?? null,
    completedSteps: [...completedSteps],
  });
}

function codeOf({ code, mayHaveHappened }: ProblemError): ProblemCode {
  return mayHaveHappened && LOST_ANSWERS.includes(code) ? "OUTCOME_UNKNOWN" : code;
}

/** Adds which listeners use the ports. */
export function withHolders(
  problem: PortConflictProblem,
  wanted: readonly Ports[],
  protocol: string,
  siblings: readonly Listener[],
  spacesOf: HeldSpaces = usualSpaces,
): PortConflictProblem {
  const holders = siblings
    .filter((listener) => spacesOf(listener).includes(spaceOf(protocol)))
    .map((listener) => ({ listener, overlap: overlapOfPortRanges(wanted, listener.portRanges) }))
    .filter(({ overlap }) => overlap.length > 0);
  const conflictsWith = holders.map(({ listener }) => listener);
  const overlap: PortRange[] = overlapOfPortRanges(
    wanted,
    holders.flatMap((holder) => holder.overlap),
  );
  return new PortConflictProblem({ ...problem, conflictsWith, overlap });
}
