/** What came over an event stream, and what follows. */
export interface EventStream {
  readonly status: number;
  readonly headers: Headers;
  /** The next result; null when the stream is complete. */
  next(): Promise<{ data?: unknown; errors?: { message: string; extensions: Record<string, unknown> }[] } | null>;
  /** The next heartbeats or events as they are written. */
  raw(): Promise<string>;
  leave(): void;
  /** The body of an answer that is not a stream. */
  json(): Promise<{ errors: { message: string; extensions: Record<string, unknown> }[] }>;
}

/** Opens a stream as Hive Gateway does, by GET, or by POST. */
export async function openStream(
  endpoint: string,
  query: string,
  {
    method = "GET",
    headers = {},
    ...parts
  }: { method?: "GET" | "POST"; headers?: object; variables?: object; extensions?: object } = {},
): Promise<EventStream> {
  const asked = { query, ...parts };
  const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) search.set(name, text(value));
  const leaving = new AbortController();
  const response = await fetch(method === "GET" ? `${endpoint}?${search}` : endpoint, {
    method,
    signal: leaving.signal,
    headers: {
      accept: "text/event-stream",
      ...(method === "POST" ? { "content-type": "application/json" } : {}),
      ...headers,
    },
    ...(method === "POST" ? { body: JSON.stringify(asked) } : {}),
  });
  const pieces = response.body!.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
  let rest = "";
  const block = async (): Promise<string> => {
    while (!rest.includes("\n\n")) {
      const { done, value } = await pieces.next();
      if (done) throw new Error(`The stream ended without a word behind ${JSON.stringify(rest)}.`);
      rest += value;
    }
    const end = rest.indexOf("\n\n") + 2;
    const found = rest.slice(0, end);
    rest = rest.slice(end);
    return found;
  };
  return {
    status: response.status,
    headers: response.headers,
    async next() {
      let found = await block();
      while (found === ":\n\n") found = await block();
      if (found === "event: complete\ndata:\n\n") return null;
      return JSON.parse(/^event: next\ndata: (.*)\n\n$/.exec(found)![1]!);
    },
    raw: block,
    leave: () => leaving.abort(),
    async json() {
      let whole = rest;
      for (;;) {
        const { done, value } = await pieces.next();
        if (done) return JSON.parse(whole);
        whole += value;
      }
    },
  };
}
