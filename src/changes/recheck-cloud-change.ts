import type { RecheckCloudChangeInput, RecheckCloudChangePayload } from "../model/cloud-change-list.js";
import type { Call } from "../transport/call.js";
import type { ChangeRunner } from "./change-runner.js";
import { problemsOf } from "./problems.js";
import { recordedChange, shownChange } from "./recorded-change.js";

/** Looks up a change with an unknown outcome again. */
export async function recheckCloudChange(
  runner: ChangeRunner,
  call: Call,
  input: RecheckCloudChangeInput,
): Promise<RecheckCloudChangePayload> {
  try {
    const known = await recordedChange(runner, input.id);
    const record = known.state === "OUTCOME_UNKNOWN" ? await runner.journal.recheck(input.id, call) : known;
    return { change: shownChange(runner, record ?? known), problems: [] };
  } catch (error) {
    return { change: null, problems: problemsOf(error, ["input"], call, input) };
  }
}
