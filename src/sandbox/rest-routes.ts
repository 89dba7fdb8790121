import type { RestRequest } from "./rest-request.js";
import type { SandboxResponse } from "./sandbox-cloud.js";

/** An operation of a REST API. */
export interface RestOperation<S> {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Its path; a colon stands for any segment. Several where the vendor has several. */
  readonly path: string | readonly string[];
  /** @throws Refused */
  handle(state: S, request: RestRequest): SandboxResponse;
}

/** Operations by name. */
export type RestOperations<S> = Readonly<Record<string, RestOperation<S>>>;

export interface FoundOperation<S> {
  readonly action: string;
  readonly operation: RestOperation<S>;
  readonly ids: readonly string[];
}

/** Returns the first operation that matches method and path; null for a path without an operation. */
export function routesOf<S>(operations: RestOperations<S>) {
  const routes = new Map<
    string,
    { readonly pattern: readonly string[]; readonly found: Omit<FoundOperation<S>, "ids"> }[]
  >();
  for (const [action, operation] of Object.entries(operations)) {
    for (const path of [operation.path].flat()) {
      const pattern = path.split("/");
      const key = `${operation.method} ${pattern.length}`;
      routes.set(key, [...(routes.get(key) ?? []), { pattern, found: { action, operation } }]);
    }
  }
  return (method: string, path: string): FoundOperation<S> | null => {
    const segments = path.split("/");
    for (const { pattern, found } of routes.get(`${method} ${segments.length}`) ?? []) {
      if (!pattern.every((part, index) => (part === ":" ? segments[index] !== "" : part === segments[index]))) continue;
      return { ...found, ids: segments.filter((_, index) => pattern[index] === ":").map(decoded) };
    }
    return null;
  };
}

/** An id with a broken escape matches nothing. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
