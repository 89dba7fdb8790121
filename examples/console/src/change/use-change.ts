import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { useRef, useState } from "react";
import { type CombinedError, useClient } from "urql";
import {
  type ChangeMode,
  type ChangeOutcomeFragment,
  LookAgainDocument,
  type LookAgainMutation,
  type PlanFragment,
  type ProblemFragment,
} from "../generated/graphql.js";
import { failuresOf } from "../graph/failures.js";
import { type FormProblem, formProblemOf } from "../open-port/place-problems.js";
import { ChangeKeys } from "./change-keys.js";

/** What every input of a change has. */
interface ChangeInput {
  readonly idempotencyKey?: string | null;
  readonly mode?: ChangeMode | null;
}

/** What every payload of a change has. */
interface ChangePayload {
  readonly plan: PlanFragment | null;
  readonly change: ChangeOutcomeFragment | null;
  readonly problems: readonly ProblemFragment[];
}

/** What became of a change: it was done (or can be, as planned), or what stood in its way. */
export type Outcome<Payload> = { readonly done: Payload } | { readonly problems: readonly FormProblem[] };

export type LookedAgain = NonNullable<LookAgainMutation["recheckCloudChange"]["change"]>;

export interface Change<Input, Payload> {
  /** What is under way. */
  readonly busy: "plan" | "apply" | "look" | null;
  /** The change of which nobody knows yet whether the cloud has made it. */
  readonly unknown: ChangeOutcomeFragment | null;
  /** Asks what the change would do. Nothing is sent to the cloud. Null while something else is under way. */
  plan(input: Input): Promise<Outcome<Payload> | null>;
  /** Makes the change: once, however often the same input is sent. Null while something else is under way. */
  apply(input: Input): Promise<Outcome<Payload> | null>;
  /** Has the graph look at the cloud again for what became of the unknown change. */
  lookAgain(): Promise<Outcome<LookedAgain> | null>;
}

const LOST =
  "The answer did not arrive, so it is not known whether this was done. Try again: what was done is not done twice.";
const STILL_UNKNOWN = "It is still not known. Look into the cloud's own console, or look again later.";

/** A mutation of the graph, planned and made. */
export function useChange<Data, Input extends ChangeInput, Payload extends ChangePayload>(
  document: TypedDocumentNode<Data, { input: Input }>,
  payloadOf: (data: Data) => Payload,
): Change<Input, Payload> {
  const client = useClient();
  const keys = useRef(new ChangeKeys());
  // Not the state below: two clicks may come before it is shown.
  const isBusy = useRef(false);
  const [busy, setBusy] = useState<Change<Input, Payload>["busy"]>(null);
  const [unknown, setUnknown] = useState<ChangeOutcomeFragment | null>(null);

  async function alone<T>(doing: "plan" | "apply" | "look", work: () => Promise<T>): Promise<T | null> {
    if (isBusy.current) return null;
    isBusy.current = true;
    setBusy(doing);
    try {
      return await work();
    } finally {
      isBusy.current = false;
      setBusy(null);
    }
  }

  async function plan(input: Input): Promise<Outcome<Payload>> {
    const { data, error } = await client.mutation(document, { input: { ...input, mode: "PLAN" } });
    if (!data) return { problems: whyNoAnswer(error, "The answer did not arrive. Nothing was changed; try again.") };
    return outcomeOf(payloadOf(data));
  }

  async function apply(input: Input): Promise<Outcome<Payload>> {
    const idempotencyKey = keys.current.keyOf(input);
    const { data, error } = await client.mutation(document, { input: { ...input, idempotencyKey } });
    if (!data) return { problems: whyNoAnswer(error, LOST) };
    const payload = payloadOf(data);
    const isUnknown = payload.problems.some(({ code }) => code === "OUTCOME_UNKNOWN");
    setUnknown(isUnknown ? payload.change : null);
    if (!isUnknown) keys.current.settle();
    return outcomeOf(payload);
  }

  async function look({ id }: ChangeOutcomeFragment): Promise<Outcome<LookedAgain>> {
    const { data, error } = await client.mutation(LookAgainDocument, { input: { id } });
    const answer = data?.recheckCloudChange;
    if (!answer) return { problems: whyNoAnswer(error, "The answer did not arrive. Look again.") };
    const { change, problems } = answer;
    if (!change || problems.length > 0) return { problems: problems.map(formProblemOf) };
    if (change.state === "OUTCOME_UNKNOWN") return { problems: [{ message: STILL_UNKNOWN, path: null }] };
    setUnknown(null);
    keys.current.settle();
    return change.state === "SUCCEEDED" ? { done: change } : { problems: change.problems.map(formProblemOf) };
  }

  return {
    busy,
    unknown,
    plan: (input) => alone("plan", () => plan(input)),
    apply: (input) => alone("apply", () => apply(input)),
    lookAgain: () => (unknown ? alone("look", () => look(unknown)) : Promise.resolve(null)),
  };
}

function outcomeOf<Payload extends ChangePayload>(payload: Payload): Outcome<Payload> {
  return payload.problems.length === 0 ? { done: payload } : { problems: payload.problems.map(formProblemOf) };
}

function whyNoAnswer(error: CombinedError | undefined, lost: string): readonly FormProblem[] {
  if (!error || error.graphQLErrors.length === 0) return [{ message: lost, path: null }];
  return failuresOf(error).map(({ message }) => ({ message, path: null }));
}
