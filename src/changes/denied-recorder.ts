import type { ChangeProblem } from "../model/change-problem.js";
import type { NewChange } from "../store/journal.js";
import type { CallLog } from "../transport/call.js";
import type { ChangeTools } from "./change-runner.js";
import { failed } from "./recorded.js";

/** Records changes of one operation that are refused because a right is missing. */
export interface DeniedRecorder {
  keepDenied(change: NewChange, problem: ChangeProblem): void;
  /** Resolves when all of them are recorded. A failure to record one is logged; the change is still refused. */
  written(): Promise<unknown>;
}

interface Request {
  readonly log: CallLog;
  readonly requestId: string;
}

export function deniedRecorder({ journal }: ChangeTools, { log, requestId }: Request): DeniedRecorder {
  const kept: Promise<void>[] = [];
  return {
    keepDenied(change, problem) {
      const written = journal.keepRefused(change, failed([problem]).problems, requestId);
      kept.push(written.catch((err: unknown) => log.error({ err, requestId }, "could not record a refused change")));
    },
    written: () => Promise.all(kept),
  };
}
