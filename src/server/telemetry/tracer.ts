import {
  type Attributes,
  type Context,
  type Span as OpenSpan,
  type Tracer as OpenTracer,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import type { NamedSpan, Span, SpanAttributes, Tracer } from "../../transport/span.js";

const propagator = new W3CTraceContextPropagator();

type Headers = Readonly<Record<string, string | string[] | undefined>>;
const ofHeaders = { get: (headers: Headers, name: string) => headers[name], keys: Object.keys };
const intoHeaders = {
  set: (headers: Record<string, string>, name: string, value: string) => {
    headers[name] = value;
  },
};

/**
 * A span and the context of its child spans, passed explicitly: AsyncLocalStorage would slow down every await on Node
 * 20.
 */
class TracedSpan implements NamedSpan {
  readonly #span: OpenSpan;
  readonly #context: Context;

  constructor(
    private readonly tracer: OpenTracer,
    name: string,
    kind: SpanKind,
    attributes: SpanAttributes,
    parent: Context,
  ) {
    this.#span = tracer.startSpan(name, { kind, attributes: attributes as Attributes }, parent);
    this.#context = trace.setSpan(parent, this.#span);
  }

  get traceId(): string {
    return this.#span.spanContext().traceId;
  }

  get spanId(): string {
    return this.#span.spanContext().spanId;
  }

  request(name: string, attributes: SpanAttributes): Span {
    return new TracedSpan(this.tracer, name, SpanKind.CLIENT, attributes, this.#context);
  }

  rename(name: string): void {
    this.#span.updateName(name);
  }

  end(failure: string | null, attributes: SpanAttributes = {}): void {
    this.#span.setAttributes(attributes as Attributes);
    if (failure !== null) {
      this.#span.setAttribute("error.type", failure);
      this.#span.setStatus({ code: SpanStatusCode.ERROR });
    }
    this.#span.end();
  }

  headers(): Readonly<Record<string, string>> {
    const headers: Record<string, string> = {};
    propagator.inject(this.#context, headers, intoHeaders);
    return headers;
  }
}

/** Spans of OpenTelemetry. */
export function tracerOf(tracer: OpenTracer): Tracer {
  return {
    operation: (headers) =>
      new TracedSpan(tracer, "graphql", SpanKind.SERVER, {}, propagator.extract(ROOT_CONTEXT, headers, ofHeaders)),
    task: (name, attributes) => new TracedSpan(tracer, name, SpanKind.INTERNAL, attributes, ROOT_CONTEXT),
  };
}
