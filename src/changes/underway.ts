import { type HasRefs, nameable } from "../model/odd-refs.js";
import { ProblemError } from "../model/problem-error.js";
import type { Entry } from "../store/journal.js";
import type { Call } from "../transport/call.js";
import type { ChangeRunner } from "./change-runner.js";
import { Underway } from "./verdict.js";

/**
 * Runs a change, records what the cloud accepted, and counts the change as ended.
 * @throws ProblemError or StoppedHalfway for a failure
 */
export async function underway<T>(
  runner: ChangeRunner,
  call: Call,
  root: readonly string[],
  { recorder }: Entry,
  run: (change: Call) => Promise<T>,
): Promise<T> {
  const change = new Underway(call, recorder);
  try {
    const changed = await (call.rehearsal ? run(change) : counted(runner, () => run(change)));
    return typeof changed === "object" && changed !== null && "ref" in changed
      ? nameable(changed as T & HasRefs)
      : changed;
  } catch (error) {
    throw change.verdict(error, root);
  }
}

/** Marks a failed read before the change: whatever the failure, the change was not made. */
export async function nothingSentYet<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    throw error instanceof ProblemError ? error.with({ mayHaveHappened: false }) : error;
  }
}

/** Runs a change and counts it as ended, however it ends. */
export async function counted<T>(runner: ChangeRunner, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } finally {
    runner.ended.count += 1;
  }
}
