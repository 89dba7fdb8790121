import { graphqlEnum } from "./graphql-enum.js";

export const ChangeAction = graphqlEnum("ChangeAction", "The kind of a change.", {
  CREATE_LISTENER: "Opens ports: creates a listener.",
  UPDATE_LISTENER: "Changes a listener.",
  DELETE_LISTENER: "Closes ports: deletes a listener.",
  CREATE_POOL: "Creates a pool.",
  UPDATE_POOL: "Changes a pool.",
  DELETE_POOL: "Deletes a pool.",
  SET_POOL_MEMBERS: "Replaces the members of a pool.",
});
export type ChangeAction = keyof typeof ChangeAction;

export const ChangeState = graphqlEnum("ChangeState", "How far a change has come.", {
  QUEUED: "Waiting for its turn: a load balancer or accelerator takes one change at a time. Nothing has been sent.",
  RUNNING: "Being made now.",
  SUCCEEDED: "The cloud has accepted all of it.",
  FAILED: "Not made, or only in part. `problems` says why, and `steps` says what the cloud had accepted before that.",
  OUTCOME_UNKNOWN:
    "Sent, but whether the cloud did it could not be found out. recheckCloudChange looks again; until it has an answer, check with the cloud before you try again.",
  CANCELLED: "Cancelled before anything was sent.",
});
export type ChangeState = keyof typeof ChangeState;
/** States of a change that has not ended. */
export const OPEN_STATES = ["QUEUED", "RUNNING"] as const satisfies readonly ChangeState[];

export const ChangeOrigin = graphqlEnum("ChangeOrigin", "Where a change came from.", {
  GRAPH: "A mutation of this graph.",
  OUTSIDE:
    "Made outside of this graph, for example in the cloud's console. This server saw it when it next read the account: `observedBetween` says between which instants it was made, `differences` says what it changed, and its state is always SUCCEEDED. A status that settles after a change, or a member's health, does not count as a change. Recorded when this server keeps an inventory of the clouds.",
});
export type ChangeOrigin = keyof typeof ChangeOrigin;

export const ChangeStepState = graphqlEnum("ChangeStepState", "The state of one request of a change.", {
  SENT: "Sent, or about to be sent; not answered yet.",
  DONE: "The cloud accepted it.",
  REFUSED: "The cloud refused it, or it was never sent.",
  UNKNOWN: "Sent, but its answer was lost.",
});
export type ChangeStepState = keyof typeof ChangeStepState;
