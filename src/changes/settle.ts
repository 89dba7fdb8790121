import type { ChangePlan, FieldDifference } from "../model/change-plan.js";
import type { ChangeProblem } from "../model/change-problem.js";
import type { CloudChange } from "../model/cloud-change.js";
import { KeyTaken } from "../store/journal.js";
import { TakenBack } from "../store/take-back.js";
import { type Call, noting } from "../transport/call.js";
import type { ChangeRunner } from "./change-runner.js";
import { type Asked, earlierChange } from "./earlier-change.js";
import { isPlanned, planOf, rehearsing } from "./plan.js";
import { problemsOf } from "./problems.js";
import type { ChangeCall } from "./recorded.js";
import { shownChange } from "./recorded-change.js";
import { type ReadAgain, replayOf } from "./replay.js";
import { StoppedHalfway } from "./verdict.js";

/** The result of a use case: everything in its payload. */
export interface Settled<T> {
  readonly value: T | null;
  readonly problems: ChangeProblem[];
  readonly requestIds: string[];
  /** The recorded change; null when it is not recorded. */
  readonly change: CloudChange | null;
  /** The plan; null for a real change, or when it cannot be made. */
  readonly plan: ChangePlan | null;
}

/** Receives the differences that a planned change makes. */
export type TellDifferences = (differences: readonly FieldDifference[]) => void;

/**
 * Runs a use case and turns its failures into the payload's problems. A change that was requested before with the same
 * idempotency key is not run: its outcome is returned again.
 */
export async function settle<T>(
  runner: ChangeRunner,
  call: Call,
  asked: Asked & { readonly readAgain: ReadAgain<T> },
  run: (call: ChangeCall, tell: TellDifferences) => Promise<T | null>,
): Promise<Settled<T>> {
  const { input, root } = asked;
  const noted = { ...noting(call), kept: { change: (): CloudChange | null => null } };
  const { upstreamRequestIds: requestIds } = noted;
  const rehearsed = isPlanned(input) ? rehearsing(noted) : null;
  let differences: readonly FieldDifference[] = [];
  try {
    const earlier = await earlierChange(runner, noted, asked);
    if (earlier) return { ...(await replayOf(runner, noted, asked, earlier, asked.readAgain)), plan: null };
    const value = await run(rehearsed ?? noted, (told) => {
      differences = told;
    });
    const plan = rehearsed && planOf(rehearsed.rehearsal, differences);
    return { value, problems: [], requestIds, change: noted.kept.change(), plan };
  } catch (error) {
    // Another request with the same key came first.
    if (error instanceof KeyTaken) return settle(runner, call, asked, run);
    if (error instanceof TakenBack) {
      const change = shownChange(runner, error.changes.find((taken) => taken !== null)!);
      return { value: null, problems: change.problems, requestIds, change, plan: null };
    }
    const value = error instanceof StoppedHalfway ? (error.object as T | null) : null;
    const change = noted.kept.change();
    return { value, problems: problemsOf(error, root, call, input), requestIds, change, plan: null };
  }
}
