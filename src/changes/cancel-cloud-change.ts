import type { CancelCloudChangeInput, CancelCloudChangePayload } from "../model/cloud-change-list.js";
import type { Call } from "../transport/call.js";
import type { ChangeRunner } from "./change-runner.js";
import { problemsOf } from "./problems.js";
import { notQueued, recordedChange, shownChange } from "./recorded-change.js";

/** Cancels a change that has sent nothing yet. */
export async function cancelCloudChange(
  runner: ChangeRunner,
  call: Call,
  input: CancelCloudChangeInput,
): Promise<CancelCloudChangePayload> {
  try {
    const known = await recordedChange(runner, input.id);
    const record = (await runner.journal.cancel(input.id)) ?? known;
    return { change: shownChange(runner, record), problems: record.state === "CANCELLED" ? [] : [notQueued(record)] };
  } catch (error) {
    return { change: null, problems: problemsOf(error, ["input"], call, input) };
  }
}
