import type { HealthMonitorInput } from "../../model/inputs-shared.js";
import type { Call } from "../../transport/call.js";
import { createOnce } from "../kit/create-once.js";
import { unlessMissing } from "../outcomes.js";
import * as api from "./api.js";
import type { ClassicAccount } from "./context.js";
import { healthcheckBody, isEmptyBody, isHealthcheckAsSent } from "./request-bodies.js";
import type { WireHealthcheck, WireListener } from "./wire.js";

/** Creates, changes or deletes a listener's health check, as the input and what is there want it. Left out or null: nothing. */
export async function applyHealthMonitor(
  { elb }: ClassicAccount,
  { id, healthcheckId }: Pick<WireListener, "id" | "healthcheckId">,
  input: HealthMonitorInput | null | undefined,
  call: Call,
): Promise<void> {
  if (!input) return;
  const body = healthcheckBody(input);
  if (input.enabled === false) {
    if (healthcheckId !== null) await unlessMissing(api.deleteHealthcheck(elb, healthcheckId, call));
  } else if (healthcheckId !== null) {
    if (!isEmptyBody(body)) await api.updateHealthcheck(elb, healthcheckId, body, call);
  } else {
    await createOnce<WireHealthcheck>(
      {
        attempt: () => api.createHealthcheck(elb, { listener_id: id, ...body }, call),
        find: async () => {
          const { healthcheckId: made } = await api.showListener(elb, id, call);
          return made === null ? [] : [await api.showHealthcheck(elb, made, call)];
        },
        idOf: (check) => check.id,
        isAsSent: (check) => isHealthcheckAsSent(body, check),
        // The listener had none.
        before: new Set(),
        // No page says whether a listener takes a second one.
        refusesSecond: false,
        what: `a health check of listener ${id}`,
      },
      call,
    );
  }
}
