import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { Entry } from "../../../sandbox/store.js";
import { Refused } from "./answers.js";
import { PROJECT_ID } from "./credentials.js";
import type { Request } from "./request.js";
import { jobLife, type State, type StoredJob, statusOf } from "./state.js";

/** @returns the job's id */
export function startJob(state: State, job_type: string, member_ids: readonly string[]): string {
  const id = state.newId();
  state.jobs.insert(
    id,
    { job_type, member_ids, begunAt: state.now(), wasSeen: false },
    state.context.lifeCycles.start(jobLife),
  );
  return id;
}

/** The vendor's references say /v1/ although the path is /v1.0/; both are served. */
export function jobReference(id: string): object {
  return { uri: `/v1/${PROJECT_ID}/jobs/${id}`, job_id: id };
}

export function showJob(state: State, { id }: Request): SandboxResponse {
  const entry = state.jobs.get(id);
  if (!entry) throw new Refused(404, "badRequest", "The job does not exist.");
  const body = describeJob(entry);
  entry.value.wasSeen = true;
  return { status: 200, body };
}

/** Source: job page. The names of member jobs, and what a failed one says, are not documented. */
export function describeJob(entry: Entry<StoredJob>): Record<string, unknown> {
  const { job_type, member_ids, begunAt, wasSeen } = entry.value;
  const status = statusOf(entry);
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
