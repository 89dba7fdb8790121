import type { GraphAnswer } from "../../support/graph.js";
import type { Plan } from "./plan.js";

export const OPERATIONS = ["read", "list", "create", "update", "delete", "set members"] as const;
export type OperationName = (typeof OPERATIONS)[number];

/** The outcome that a client received, in one word: `ok`, or the problem's code. */
export interface Told {
  readonly code: string;
  /** Every further code, when several problems were reported at once. */
  readonly codes: readonly string[];
  readonly retryAfterSeconds: number | null;
  /** The status of what was read or changed; null when there is none. */
  readonly status: string | null;
  /** What the answer shows of the store, for comparing: how many entries, and which name. */
  readonly count: number | null;
  readonly isComplete: boolean | null;
}

interface Problem {
  readonly code: string;
  readonly retryAfterSeconds?: number | null;
}

const PROBLEMS = "problems { __typename code message path isRetryable ... on ProviderProblem { retryAfterSeconds } }";

/** One way to use the graph: the document, its variables, and what its answer says. */
export interface Operation {
  readonly name: OperationName;
  readonly isChange: boolean;
  readonly document: string;
  variables(plan: Plan): Record<string, unknown>;
  told(answer: GraphAnswer): Told;
}

const toldOf = (problems: readonly Problem[], more: Partial<Told> = {}): Told => ({
  code: problems[0]?.code ?? "ok",
  codes: problems.map(({ code }) => code),
  retryAfterSeconds: problems[0]?.retryAfterSeconds ?? null,
  status: null,
  count: null,
  isComplete: null,
  ...more,
});

/** Errors of the whole operation, as problems. */
function errorsOf({ errors = [] }: GraphAnswer): Problem[] {
  return errors.map(({ extensions }) => ({
    code: String(extensions?.code ?? "no code"),
    retryAfterSeconds: extensions?.retryAfterSeconds as number | undefined,
  }));
}

function change(
  name: OperationName,
  field: string,
  type: string,
  shows: string,
): Pick<Operation, "name" | "isChange" | "document" | "told"> {
  return {
    name,
    isChange: true,
    document: `mutation ($input: ${type}!) { ${field}(input: $input) { ${shows} ${PROBLEMS} } }`,
    told(answer) {
      const payload = answer.data?.[field];
      const thing = payload?.listener ?? payload?.pool ?? null;
      return toldOf([...errorsOf(answer), ...((payload?.problems as Problem[] | undefined) ?? [])], {
        status: thing?.status ?? null,
      });
    },
  };
}

export const OPERATION: Readonly<Record<OperationName, Operation>> = {
  read: {
    name: "read",
    isChange: false,
    document: "query ($id: ID!) { listener(id: $id) { id name status } }",
    variables: ({ listenerId }) => ({ id: listenerId }),
    told: (answer) =>
      toldOf(errorsOf(answer), { status: answer.data?.listener?.status ?? null, count: answer.data?.listener ? 1 : 0 }),
  },
  list: {
    name: "list",
    isChange: false,
    document: `query ($accountIds: [ID!]) {
      listeners(first: 200, filter: { accountIds: $accountIds }) { isComplete nodes { id } sourceProblems { code message retryAfterSeconds } }
    }`,
    variables: ({ accountId }) => ({ accountIds: [accountId] }),
    told(answer) {
      const list = answer.data?.listeners;
      return toldOf([...errorsOf(answer), ...((list?.sourceProblems as Problem[] | undefined) ?? [])], {
        count: list?.nodes?.length ?? null,
        isComplete: list?.isComplete ?? null,
      });
    },
  },
  create: {
    ...change("create", "createListener", "CreateListenerInput", "listener { id status }"),
    variables: ({ newListener }) => ({ input: { ...newListener, waitUntilActive: true } }),
  },
  update: {
    ...change("update", "updateListener", "UpdateListenerInput", "listener { id status name }"),
    variables: ({ listenerId, newName }) => ({ input: { id: listenerId, name: newName, waitUntilActive: true } }),
  },
  delete: {
    ...change("delete", "deleteListener", "DeleteListenerInput", "deletedListenerId"),
    variables: ({ listenerId }) => ({ input: { id: listenerId, cascade: true } }),
  },
  "set members": {
    ...change("set members", "setPoolMembers", "SetPoolMembersInput", "pool { id status }"),
    variables: ({ poolId, newMembers }) => ({ input: { poolId, members: newMembers, waitUntilActive: true } }),
  },
};
