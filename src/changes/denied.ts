import type { AccessAction } from "../access/gate.js";
import type { ChangeAction } from "../model/change-enums.js";
import type { ChangeInput } from "../model/change-input.js";
import type { ChangeProblem } from "../model/change-problem.js";
import type { NewChange } from "../store/journal.js";
import type { ChangeRunner } from "./change-runner.js";
import { fingerprintOf } from "./fingerprint.js";
import { recordedInput } from "./snapshot.js";

/** What a caller tried to do without the right to it. */
export interface DeniedAttempt {
  readonly action: AccessAction;
  readonly accountId: string;
  /**
   * The urn of the input's object; if rights cover only a part of an account, the native id of its load balancer or
   * accelerator.
   */
  readonly target: string;
}

/** The requested change, as the journal records it. */
export interface Wished {
  readonly kind: ChangeAction;
  readonly input: ChangeInput;
  readonly parentUrn: string;
  /** Null for creates. */
  readonly targetUrn: string | null;
}

/**
 * Reports a change that its caller has no right to: always to the audit log, and to the journal if configured. Plans
 * are not recorded: they change nothing.
 * @param problem the answer to the caller
 */
export function denied(runner: ChangeRunner, attempt: DeniedAttempt, wished: Wished, problem: ChangeProblem): void {
  runner.tellDenied(attempt);
  if (!runner.keepDenied || attempt.action === "plan") return;
  const { kind: action, input, parentUrn, targetUrn } = wished;
  const change: NewChange = {
    ...{ action, parentUrn, targetUrn },
    accountId: attempt.accountId,
    caller: runner.gate.caller,
    // The same key may be used again once the right is granted.
    idempotencyKey: null,
    fingerprint: fingerprintOf(action, input),
    input: recordedInput(input),
    requestedAt: runner.clock.now(),
  };
  runner.keepDenied(change, problem);
}
