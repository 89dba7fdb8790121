import { graphqlEnum } from "./graphql-enum.js";

export const ChangeAction = graphqlEnum("ChangeAction", "What a change does.", {
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
  QUEUED: "It waits for its turn: the load balancer or accelerator takes one change at a time. Nothing was sent.",
  RUNNING: "It is being made.",
  SUCCEEDED: "The cloud has accepted all of it.",
  FAILED: "It was not made, or only a part of it; problems say why, and steps what the cloud had accepted before.",
  OUTCOME_UNKNOWN:
    "It was sent, and it could not be found out whether the cloud did it. recheckCloudChange looks again; until then, look at the cloud before you try again.",
  CANCELLED: "It was taken back before anything was sent.",
});
export type ChangeState = keyof typeof ChangeState;
/** States in which a change is not at its end. */
export const OPEN_STATES = ["QUEUED", "RUNNING"] as const satisfies readonly ChangeState[];

export const ChangeOrigin = graphqlEnum("ChangeOrigin", "Where a change came from.", {
  GRAPH: "A mutation of this graph.",
  OUTSIDE: "Somebody made it elsewhere, for example in the cloud's console; this graph saw it afterwards.",
});
export type ChangeOrigin = keyof typeof ChangeOrigin;

export const ChangeStepState = graphqlEnum("ChangeStepState", "What became of one request of a change.", {
  SENT: "It was sent, or was about to be; nothing is known of an answer yet.",
  DONE: "The cloud accepted it.",
  REFUSED: "The cloud refused it, or it was never sent.",
  UNKNOWN: "It was sent and its answer was lost.",
});
export type ChangeStepState = keyof typeof ChangeStepState;
