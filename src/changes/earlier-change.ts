import type { ChangeAction } from "../model/change-enums.js";
import { type ChangeInput, isIdempotencyKey } from "../model/change-input.js";
import { ProblemError } from "../model/problem-error.js";
import type { ChangeRecord } from "../store/change-record.js";
import type { Call } from "../transport/call.js";
import type { ChangeRunner } from "./change-runner.js";
import { fingerprintOf } from "./fingerprint.js";
import { isPlanned } from "./plan.js";
import { ChangeRefused, inputProblem } from "./problems.js";

/** A mutation's input before it becomes a change. */
export interface Asked<I extends ChangeInput = ChangeInput> {
  readonly action: ChangeAction;
  readonly input: I;
  /** The input's path among the arguments: ["input"] or ["inputs", "3"]. */
  readonly root: readonly string[];
}

/** The key of an input's change: its own, or the request's combined with the path in the answer. Null: none. */
export function keyOf({ requestKey }: ChangeRunner, { input, root }: Omit<Asked, "action">): string | null {
  if (input.idempotencyKey != null) return input.idempotencyKey;
  return requestKey == null ? null : [requestKey, ...root.slice(1)].join(".");
}

/**
 * The outcome of an earlier change with the same key. Waits for one in progress, and looks up one whose outcome is
 * unknown.
 * @returns null: there is none, or it did nothing, so the change must be made now
 * @throws ChangeRefused IDEMPOTENCY_KEY_REUSED when the earlier input was different
 */
export async function earlierChange(runner: ChangeRunner, call: Call, asked: Asked): Promise<ChangeRecord | null> {
  // A plan changes nothing, so it can be repeated.
  if (isPlanned(asked.input)) return null;
  const { journal, gate } = runner;
  const key = keyOf(runner, asked);
  // The rule for keys reports invalid ones.
  if (key === null || (asked.input.idempotencyKey != null && !isIdempotencyKey(key))) return null;
  const known = await journal.findByKey(gate.caller.id, key);
  if (!known) return null;
  if (known.fingerprint !== fingerprintOf(asked.action, asked.input)) throw reused(asked, known);
  // An object that the caller may no longer see is refused like any other.
  if (!gate.accounts.has(known.accountId)) return null;
  if (known.state === "OUTCOME_UNKNOWN") {
    const looked = await journal.recheck(known.id, call);
    return looked?.idempotencyKey === key ? looked : null;
  }
  return known.isBackground ? known : journal.ended(known.id, call);
}

function reused({ root }: Asked, { id, action }: ChangeRecord): ChangeRefused {
  const message = `\`idempotencyKey\` belongs to the change ${id} (${action}), which had a different input. Use a new key for a new change.`;
  return new ChangeRefused([
    inputProblem([...root, "idempotencyKey"], message, "IDEMPOTENCY_KEY_REUSED", "idempotencyKey"),
  ]);
}

/** The problem for a change that is still in progress at the caller's deadline. */
export function stillGoingOn({ id }: ChangeRecord): ProblemError {
  return new ProblemError({
    code: "TIMED_OUT",
    retry: "transient",
    retryAfterSeconds: 1,
    message: `The change ${id} with this idempotency key is still under way. Ask again with the same key, or follow it with cloudChange.`,
  });
}
