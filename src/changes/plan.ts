import type { ChangeMode, ChangePlan, FieldDifference } from "../model/change-plan.js";
import type { Entry } from "../store/journal.js";
import type { Call, Rehearsal } from "../transport/call.js";

/** Planned changes: they take the same path as real ones, with a call that sends nothing. */

export const isPlanned = ({ mode }: { readonly mode?: ChangeMode | null }): boolean => mode === "PLAN";

/** The same operation for a planned change. */
export function rehearsing<C extends Call>(call: C): C & { readonly rehearsal: Rehearsal } {
  return { ...call, rehearsal: { steps: [], warnings: [] } };
}

export function planOf({ steps, warnings }: Rehearsal, differences: readonly FieldDifference[]): ChangePlan {
  return { steps, differences: [...differences], isNoOp: steps.length === 0, warnings };
}

const neverSent = (): never => {
  throw new Error("Tried to send a change that is only planned.");
};

/** A journal entry that records nothing. */
export const UNRECORDED: Entry = {
  id: "",
  recorder: { sending: neverSent, requireHold: neverSent, thereBefore: () => undefined },
  found: () => undefined,
  end: () => undefined,
  record: null,
};
