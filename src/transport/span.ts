/** What a span says of its work. Never inputs, headers or secrets. What is undefined is left out. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Work that is traced: an operation of the graph, or one try of a request to a cloud. */
export interface Span {
  /** Begins a request to a cloud that is a part of this work. */
  request(name: string, attributes: SpanAttributes): Span;
  /** Takes over what became of it. @param failure the code of what went wrong; null when nothing did */
  end(failure: string | null, attributes?: SpanAttributes): void;
  /** The headers that name this span to whoever takes part in the work (W3C Trace Context). */
  headers(): Readonly<Record<string, string>>;
}

/** A span that log lines name. */
export interface NamedSpan extends Span {
  /** 32 hexadecimal digits, the same for all spans of a trace. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
}

/** A span of an operation, begun before its document is read. */
export interface OperationSpan extends NamedSpan {
  /** Says what it turned out to be. */
  rename(name: string): void;
}

/** Begins spans of work that nobody else has begun. */
export interface Tracer {
  /** An operation that was asked for. @param headers those of its request, which may name the span that it is a part of */
  operation(headers: Readonly<Record<string, string | string[] | undefined>>): OperationSpan;
  /** Work that is done on one's own accord: a change in the background. */
  task(name: string, attributes: SpanAttributes): NamedSpan;
}
