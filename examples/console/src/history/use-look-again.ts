import { useState } from "react";
import { useMutation } from "urql";
import { LookAgainDocument } from "../generated/graphql.js";
import { failuresOf } from "../graph/failures.js";

interface LookAgain {
  readonly isBusy: boolean;
  /** What came of it, where the change itself does not show it. */
  readonly said: string | null;
  lookAgain(): void;
}

/** Has the graph look at the cloud again for what became of a change. */
export function useLookAgain(id: string, onLookedAgain: () => void): LookAgain {
  const [{ fetching }, look] = useMutation(LookAgainDocument);
  const [said, setSaid] = useState<string | null>(null);

  async function lookAgain(): Promise<void> {
    if (fetching) return;
    setSaid(null);
    const { data, error } = await look({ input: { id } });
    const answer = data?.recheckCloudChange;
    const [problem] = answer?.problems ?? [];
    if (!answer) setSaid(error ? (failuresOf(error)[0]?.message ?? null) : null);
    else if (problem) setSaid(problem.message);
    else if (answer.change?.state === "OUTCOME_UNKNOWN") setSaid("It is still not known.");
    if (answer?.change) onLookedAgain();
  }
  return { isBusy: fetching, said, lookAgain: () => void lookAgain() };
}
