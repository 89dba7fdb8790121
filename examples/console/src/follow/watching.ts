import { createClient, NetworkError } from "graphql-sse";
import { stringifyDocument, type TypedDocumentNode } from "urql";
import { ListenersChangedDocument, PoolsChangedDocument } from "../generated/graphql.js";

/** A stream begins anew so soon after it has ended, and so much later when it had not lasted as long as that. */
const AGAIN_AFTER_MS = 1_000;
const PAUSE_MS = 30_000;
/** What the graph says when it does not know subscriptions, or offers none. */
const FOR_GOOD: ReadonlySet<unknown> = new Set(["BAD_REQUEST", "GRAPHQL_VALIDATION_FAILED"]);

const events = createClient({ url: "/graphql", retryAttempts: 0 });

interface Changed {
  /** Null, with an error: an account cannot be read at the moment. */
  readonly changed: { readonly id: string } | null;
}

export interface Watching {
  /** Whether the graph tells what happens; while it does not, one has to look oneself. */
  isLive(): boolean;
  /**
   * Watches some objects, together with all others that are watched, in one stream: browsers have few connections.
   * @param look is called when one of them has changed, and when the stream begins or ends: what happens without it is not told
   * @returns what ends it
   */
  watch(ids: readonly string[], look: () => void): () => void;
}

/** Watches objects of one kind by a subscription, as long as the graph has them and anybody watches. */
function createWatching(document: TypedDocumentNode<Changed, { ids?: string[] | null }>): Watching {
  const watchers = new Set<{ readonly ids: ReadonlySet<string>; readonly look: () => void }>();
  let isLive = false;
  let isRefused = false;
  let leave = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  function beginIn(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(begin, milliseconds);
  }

  function begin(): void {
    leave();
    isLive = false;
    const ids = [...new Set([...watchers].flatMap((watcher) => [...watcher.ids]))];
    if (ids.length === 0 || isRefused) return;
    const begunAt = Date.now();
    let isOver = false;
    const end = (error?: unknown) => {
      if (isOver) return;
      isOver = true;
      isLive = false;
      isRefused ||= error instanceof NetworkError && isRefusal(error.response);
      lookAll();
      if (!isRefused) beginIn(Date.now() - begunAt > PAUSE_MS ? AGAIN_AFTER_MS : PAUSE_MS);
    };
    const stop = events.subscribe<Changed>(
      { query: stringifyDocument(document), variables: { ids } },
      {
        next: ({ data, errors }) => {
          isRefused ||= errors?.some(({ extensions }) => FOR_GOOD.has(extensions?.code)) ?? false;
          const id = data?.changed?.id;
          for (const watcher of watchers) if (id && watcher.ids.has(id)) watcher.look();
        },
        error: end,
        complete: () => end(),
      },
      {
        connected: () => {
          isLive = true;
          lookAll();
        },
      },
    );
    leave = () => {
      isOver = true;
      stop();
    };
  }

  const lookAll = () => {
    for (const { look } of watchers) look();
  };

  return {
    isLive: () => isLive,
    watch(ids, look) {
      const watcher = { ids: new Set(ids), look };
      watchers.add(watcher);
      // Those who come and go in one turn share a stream.
      beginIn(0);
      return () => {
        watchers.delete(watcher);
        beginIn(0);
      };
    },
  };
}

/** Whether an answer other than a stream is the graph's last word. */
function isRefusal(response: unknown): boolean {
  return response instanceof Response && response.status >= 400 && response.status < 500 && response.status !== 429;
}

export const listeners = createWatching(ListenersChangedDocument);
export const pools = createWatching(PoolsChangedDocument);
