import { Client, cacheExchange, fetchExchange } from "urql";

/** Longer than any deadline of the graph's own: only a connection that has gone silent runs into it. */
const PATIENCE_MS = 60_000;

export const client = new Client({
  url: "/graphql",
  exchanges: [cacheExchange, fetchExchange],
  // The graph refuses plain GETs, which other sites could make a browser send.
  preferGetMethod: false,
  fetch: (input, init) => {
    const silence = AbortSignal.timeout(PATIENCE_MS);
    return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, silence]) : silence });
  },
});
