import type { GraphQLFormattedError } from "graphql";
import type { OperationSpan, Tracer } from "../../transport/span.js";
import type { Logger } from "../log.js";

interface Traced {
  readonly requestId: string;
  readonly traceContext: Parameters<Tracer["operation"]>[0];
  log: Logger;
}

/** Begins an operation's span; its log lines name it from then on. */
export function beginSpan(tracer: Tracer, facts: Traced): OperationSpan {
  const span = tracer.operation(facts.traceContext);
  facts.log = facts.log.child({ trace_id: span.traceId, span_id: span.spanId });
  return span;
}

interface Ended {
  readonly type?: string;
  /** Chosen by the client, so it is an attribute and not the span's name. */
  readonly name?: string;
  readonly errors: readonly GraphQLFormattedError[];
}

export function endSpan(span: OperationSpan, { requestId }: Traced, { type, name, errors }: Ended): void {
  if (type !== undefined) span.rename(type);
  const [first] = errors;
  span.end(first ? String(first.extensions?.code ?? "INTERNAL_SERVER_ERROR") : null, {
    "graphql.operation.type": type,
    "graphql.operation.name": name,
    "cloud_listeners.request_id": requestId,
  });
}
