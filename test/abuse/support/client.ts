/** Milliseconds after which a request counts as unanswered. */
const PATIENCE_MS = 30_000;

export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly [name: string]: unknown };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // Tests read answers of many shapes.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly data: any;
  readonly errors: readonly GraphError[];
  readonly ms: number;
}

/** Sends a body to /graphql unchanged. @throws when there is no answer in time. */
export async function post(
  origin: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const startedAt = performance.now();
  const response = await fetch(`${origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const text = await response.text();
  const ms = performance.now() - startedAt;
  const { data = null, errors = [] } = JSON.parse(text) as Partial<Pick<Answer, "data" | "errors">>;
  return { status: response.status, headers: response.headers, text, data, errors, ms };
}

/** Sends a document. @throws when there is no answer in time. */
export function ask(
  origin: string,
  query: string,
  variables?: Readonly<Record<string, unknown>>,
  headers?: Readonly<Record<string, string>>,
): Promise<Answer> {
  return post(origin, JSON.stringify({ query, variables }), headers);
}

/** The codes of an answer's errors, each once. */
export const codesOf = ({ errors }: Pick<Answer, "errors">): string[] => [
  ...new Set(errors.map(({ extensions }) => extensions?.code ?? "none")),
];
