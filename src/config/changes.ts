import { WholeNumber } from "./fields.js";

/** How long changes are kept, and how long they may take. */
export class ChangesConfig {
  /** Days that a change is kept after its end: who, what, when, and what was sent for it. */
  @WholeNumber({ min: 1, max: 3_650 })
  keepDays = 90;

  /** Days that an idempotency key is kept. */
  @WholeNumber({ min: 1, max: 3_650 })
  keepKeyDays = 7;

  /** Milliseconds without a sign of life of a change's process until another one takes over. */
  @WholeNumber({ min: 500, max: 600_000 })
  takeOverAfterMs = 15_000;

  /** Milliseconds for a change in the background. */
  @WholeNumber({ min: 1_000, max: 86_400_000 })
  backgroundDeadlineMs = 900_000;
}
