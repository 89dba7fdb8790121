import type { Fetcher } from "@graphiql/toolkit";
import { type ExecutionResult, getOperationAST, parse } from "graphql";
import { follow } from "./follow.js";

/** This script is in a folder beside the graph, under whatever path people reach the server. */
const ENDPOINT = new URL(/* @vite-ignore */ "../graphql", import.meta.url).href;
const SCHEMA_QUERY = "IntrospectionQuery";

/**
 * Asks the graph with a token, unless GraphiQL's pane for headers says otherwise.
 * @param tell takes what a person should know of access and schema; null when all is well
 */
export function createFetcher(token: string, tell: (notice: string | null) => void): Fetcher {
  const tellOfRefusal = ({ status }: Response) => {
    if (status === 401) tell(token ? "The graph does not accept this token." : "The graph requires a token.");
  };
  return ({ query, variables, operationName: named }, options) => {
    const operationName = operationIn(query, named);
    const request = { query, variables, operationName };
    const headers = { ...(token ? { authorization: `Bearer ${token}` } : {}), ...options?.headers };
    if (isSubscription(query, operationName))
      return follow(ENDPOINT, request, headers, async (response) => {
        tellOfRefusal(response);
        return answerIn(response);
      });
    return ask(request, headers).then(async (response) => {
      const answer = await answerIn(response);
      tellOfRefusal(response);
      if (response.status !== 401 && named === SCHEMA_QUERY) tell(schemaNotice(answer));
      return answer;
    });
  };
}

function ask(request: object, headers: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(ENDPOINT, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json", ...headers },
    body: JSON.stringify(request),
  });
}

function isSubscription(query: string, operationName: string | null | undefined): boolean {
  try {
    return getOperationAST(parse(query, { noLocation: true }), operationName)?.operation === "subscription";
  } catch {
    return false;
  }
}

/**
 * The operation to run. GraphiQL learns a moment after a tab was chosen which one its text has, and names the one of the
 * tab before until then.
 */
function operationIn(query: string, named: string | null | undefined): string | null | undefined {
  try {
    const document = parse(query, { noLocation: true });
    return getOperationAST(document, named) ? named : (getOperationAST(document)?.name?.value ?? named);
  } catch {
    // The graph says what is wrong with the text.
    return named;
  }
}

async function answerIn(response: Response): Promise<ExecutionResult> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    const message = `The answer is not a GraphQL response: ${response.status} ${response.statusText} ${text.slice(0, 500)}`;
    return { errors: [{ message }] } as unknown as ExecutionResult;
  }
}

function schemaNotice({ data, errors }: ExecutionResult): string | null {
  if (data) return null;
  return `No documentation and no completion: the schema cannot be read. ${errors?.[0]?.message ?? ""}`;
}
