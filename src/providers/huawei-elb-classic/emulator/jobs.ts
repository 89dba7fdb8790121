import type { Noun } from "../../../sandbox/create-emulator.js";
import { Refused } from "../../../sandbox/refused.js";
import type { RestOperation } from "../../../sandbox/rest-routes.js";
import type { Entry } from "../../../sandbox/store.js";
import { statusIn } from "./lookups.js";
import { jobLife, PROJECT_ID, type State, type StoredJob } from "./state.js";

/** @returns the job's id */
export function startJob(state: State, job_type: string, member_ids: readonly string[]): string {
  const job: StoredJob = { job_type, member_ids, begunAt: state.now(), wasSeen: false };
  return state.jobs.insert(state.newId(), job, state.context.lifeCycles.start(jobLife)).id;
}

export function jobReference(id: string): object {
  return { uri: `/v1/${PROJECT_ID}/jobs/${id}`, job_id: id };
}

export const jobs: Noun<State, RestOperation<State>> = {
  shows: { jobs: show },
  operations: {
    ShowJob: {
      method: "GET",
      // The vendor's references say /v1/ although the path is /v1.0/.
      path: ["/v1.0/:/jobs/:", "/v1/:/jobs/:"],
      handle(state, { id }) {
        const entry = state.jobs.get(id);
        if (!entry) throw new Refused(404, "badRequest", "The job does not exist.");
        const body = show(state, entry);
        entry.value.wasSeen = true;
        return { status: 200, body };
      },
    },
  },
};

/** Source: job page. The names of member jobs, and what a failed one says, are not documented. */
function show(_state: State, entry: Entry<StoredJob>): object {
  const { job_type, member_ids, begunAt, wasSeen } = entry.value;
  const status = statusIn(entry);
  const isRunning = entry.life?.isMoving ?? false;
  return {
    status: isRunning && !wasSeen ? "INIT" : status,
    entities: { members: member_ids.map((id) => ({ id })) },
    job_id: entry.id,
    job_type,
    begin_time: new Date(begunAt).toISOString(),
    end_time: isRunning ? "" : new Date(begunAt).toISOString(),
    error_code: null,
    fail_reason: status === "FAIL" ? "The servers could not be reached by the load balancer." : null,
  };
}
