/** A span's attributes. Never inputs, headers or secrets. Undefined ones are omitted. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Traced work: an operation of the graph, or one attempt of a request to a cloud. */
export interface Span {
  /** Begins a request to a cloud that is part of this work. */
  request(name: string, attributes: SpanAttributes): Span;
  /**
   * Receives the outcome.
   * @param failure the problem's code; null on success
   */
  end(failure: string | null, attributes?: SpanAttributes): void;
  /** The headers that name this span to the next participant (W3C Trace Context). */
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
  /** Names the operation once it is known. */
  rename(name: string): void;
}

/** Begins root spans. */
export interface Tracer {
  /**
   * A requested operation.
   * @param headers those of its request, which may name the parent span
   */
  operation(headers: Readonly<Record<string, string | string[] | undefined>>): OperationSpan;
  /** Work without a request: a change in the background. */
  task(name: string, attributes: SpanAttributes): NamedSpan;
}
