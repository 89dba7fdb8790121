import type { JournalTools } from "./group-state.js";
import type { RecordedGroup } from "./recorded-group.js";

/** Milliseconds between two attempts. */
const PAUSE_MS = 1_000;

/** Records the end of a change as soon as possible, unless another process has taken it over meanwhile. */
export async function finishLater(group: RecordedGroup, { clock, log }: JournalTools): Promise<void> {
  for (;;) {
    await clock.sleep(PAUSE_MS, undefined, { isIdle: true });
    try {
      await group.finish();
      log.info({ change: group.id, state: group.state }, "recorded the end of a change");
      return;
    } catch (err) {
      log.debug({ err, change: group.id }, "still cannot record the end of a change");
    }
  }
}
