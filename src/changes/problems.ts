import {
  type ChangeProblem,
  InvalidInputProblem,
  PortConflictProblem,
  ProviderProblem,
} from "../model/change-problem.js";
import type { ProblemCode } from "../model/enums.js";
import type { Listener } from "../model/listener.js";
import { overlapOfPortRanges, type PortRange, type Ports } from "../model/port-range.js";
import { ProblemError } from "../model/problem-error.js";

/** Codes that tell of the input rather than of the cloud, when no cloud was asked. */
const INPUT_CODES: readonly ProblemCode[] = ["INVALID_INPUT", "UNSUPPORTED", "IMMUTABLE_FIELD", "PRECONDITION_FAILED"];

/** Codes that say nothing was done; of a change whose answer was lost that cannot be said. */
const LOST_ANSWERS: readonly ProblemCode[] = ["TIMED_OUT", "PROVIDER_UNAVAILABLE"];

/** What to wait where the cloud does not say: a client that is told to come back must know when. */
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

/**
 * The problems that a failure stands for.
 * @param root where the input stands among the arguments
 * @throws what is no problem but a fault of ours
 */
export function problemsOf(error: unknown, root: readonly string[]): ChangeProblem[] {
  if (error instanceof ChangeRefused) return [...error.problems];
  if (!(error instanceof ProblemError)) throw error;
  const path = error.inputPath ? [...root, ...error.inputPath] : null;
  const { message } = error;
  const code = error.mayHaveHappened && LOST_ANSWERS.includes(error.code) ? "OUTCOME_UNKNOWN" : error.code;
  const isRetryable = error.retry !== "never" || code === "OUTCOME_UNKNOWN" || code === "TIMED_OUT";
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
  return [
    new ProviderProblem({
      code,
      message,
      path,
      isRetryable,
      provider: error.provider ?? null,
      nativeCode: error.nativeCode ?? null,
      requestId: error.requestId ?? null,
      retryAfterSeconds: error.retryAfterSeconds ?? SECONDS_TO_WAIT[code] ?? null,
    }),
  ];
}

/** Fills in who holds the ports. UDP shares numbers with the others; they do not share among themselves. */
export function withHolders(
  problem: PortConflictProblem,
  wanted: readonly Ports[],
  protocol: string,
  siblings: readonly Listener[],
): PortConflictProblem {
  const isUdp = protocol === "UDP";
  const holders = siblings
    .filter((listener) => (listener.protocol === "UDP") === isUdp)
    .map((listener) => ({ listener, overlap: overlapOfPortRanges(wanted, listener.portRanges) }))
    .filter(({ overlap }) => overlap.length > 0);
  const conflictsWith = holders.map(({ listener }) => listener);
  const overlap: PortRange[] = overlapOfPortRanges(
    wanted,
    holders.flatMap((holder) => holder.overlap),
  );
  return new PortConflictProblem({ ...problem, conflictsWith, overlap });
}
