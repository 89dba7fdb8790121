import { useCallback, useEffect, useState } from "react";
import { type OperationResult, useClient } from "urql";
import { ParentChoicesDocument, type ParentChoicesQuery, type SourceFailureFragment } from "../generated/graphql.js";
import { type Failure, failuresOf } from "../graph/failures.js";

export type ParentChoice = NonNullable<ParentChoicesQuery["listenerParents"]>["nodes"][number];

export interface Parents {
  readonly choices: readonly ParentChoice[];
  readonly sourceProblems: readonly SourceFailureFragment[];
  readonly failures: readonly Failure[];
  readonly isBusy: boolean;
  retry(): void;
}

const NOTHING = { choices: [], sourceProblems: [], failures: [], isBusy: true };

/** Everything that a listener can be opened on, with what its cloud can do. Reads the list to its end. */
export function useParents(): Parents {
  const client = useClient();
  const [parents, setParents] = useState<Omit<Parents, "retry">>(NOTHING);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let isCurrent = true;
    async function readAll(): Promise<void> {
      setParents(NOTHING);
      const choices: ParentChoice[] = [];
      const problems = new Map<string, SourceFailureFragment>();
      for (let after: string | null = null, more = true; more && isCurrent; ) {
        const answer: OperationResult<ParentChoicesQuery> = await client.query(
          ParentChoicesDocument,
          { after },
          { requestPolicy: "network-only" },
        );
        if (!isCurrent) return;
        const page = answer.data?.listenerParents;
        if (!page) {
          const failures = answer.error ? failuresOf(answer.error) : [];
          return setParents({ choices: [], sourceProblems: [], failures, isBusy: false });
        }
        choices.push(...page.nodes);
        for (const problem of page.sourceProblems) problems.set(problem.account.id, problem);
        after = page.pageInfo.endCursor;
        more = page.pageInfo.hasNextPage;
      }
      setParents({ choices, sourceProblems: [...problems.values()], failures: [], isBusy: false });
    }
    void readAll();
    return () => {
      isCurrent = false;
    };
  }, [client, attempt]);

  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { ...parents, retry };
}
