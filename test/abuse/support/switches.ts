import type { Answer, GraphError } from "./client.js";

/** What must be the same for compiled and interpreted documents. */
export interface Comparable {
  readonly status: number;
  readonly contentType: string | null;
  readonly codes: readonly unknown[];
  readonly body: unknown;
}

/** References and other ids, which differ from answer to answer. */
const REFERENCE = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

function withoutReferences({ extensions, ...error }: GraphError): unknown {
  const { reference: _, ...rest } = extensions ?? {};
  return { ...error, message: error.message.replace(REFERENCE, "…"), extensions: rest };
}

export function comparable({ status, headers, data, errors, text }: Answer): Comparable {
  const isGraphql = text.includes('"data"') || errors.length > 0;
  return {
    status,
    contentType: headers.get("content-type"),
    codes: errors.map(({ extensions }) => extensions?.code ?? null),
    body: isGraphql ? { data, errors: errors.map(withoutReferences) } : text,
  };
}
