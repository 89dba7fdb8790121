import { ProblemError } from "../model/problem-error.js";
import type { Call } from "./call.js";

export interface CreateOnce<T> {
  /** Sends the create. Fails with a ProblemError whose mayHaveHappened is true when its answer was lost. */
  attempt(): Promise<T>;
  /**
   * Looks for what the attempt would have made: by name, parent, protocol and ports, and not there before the call.
   * Null: surely not there. Throws, or answers "unclear", when that cannot be told.
   */
  find(): Promise<T | null | "unclear">;
  /** What a person should look for when the outcome stays unknown: "a listener named x on port 80 of ga-1". */
  readonly what: string;
}

/**
 * Creates without ever creating twice: a create whose answer was lost is looked up first. Found is success; surely
 * absent earns one more try; anything else is OUTCOME_UNKNOWN.
 */
export async function createOnce<T>({ attempt, find, what }: CreateOnce<T>, call: Call): Promise<T> {
  for (let triesLeft = 1; ; triesLeft -= 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ProblemError) || !error.mayHaveHappened) throw error;
      const found = await find().catch((cause: unknown) => {
        call.log.warn({ err: cause, requestId: call.requestId }, "could not look up a create whose answer was lost");
        return "unclear" as const;
      });
      if (found !== null && found !== "unclear") return found;
      if (found === "unclear" || triesLeft === 0) {
        throw error.with({
          code: "OUTCOME_UNKNOWN",
          retry: "never",
          message: `The cloud's answer was lost and it is not known whether the change was made. Look for ${what} before trying again. (${error.message})`,
          cause: error,
        });
      }
    }
  }
}
