import { useCallback, useEffect, useRef, useState } from "react";
import { useClient } from "urql";
import { ListenerNowDocument, type ListenerRowFragment } from "../generated/graphql.js";
import { nameOf, STATUS_WORDS } from "../words.js";
import { listeners } from "./watching.js";

const FIRST_LOOK_MS = 700;
const LAST_LOOK_MS = 5_000;
const SLOWER = 1.4;
/** As long as the graph tells of changes: what it does not tell is seen so late at most. */
const LOOKS_ANYWAY_MS = 30_000;
/** After this long nobody is still watching; the list's refresh tells the rest. */
const GIVES_UP_AFTER_MS = 10 * 60_000;

const DOING: Partial<Record<ListenerRowFragment["status"], string>> = { UPDATING: "changed" };

/** How a change is getting on. */
export interface Notice {
  /** The listener's id. */
  readonly id: string;
  readonly text: string;
  readonly tone: "busy" | "good" | "bad";
}

export interface Follow {
  readonly notices: readonly Notice[];
  /**
   * Looks at a listener until it has settled, or until it is gone when it was deleted: whenever the graph tells of a change
   * of it, or else again and again.
   */
  follow(listener: ListenerRowFragment, until: "settled" | "gone"): void;
  dismiss(id: string): void;
}

export interface FollowOptions {
  onChange(listener: ListenerRowFragment): void;
  onGone(id: string): void;
}

export function useFollow(options: FollowOptions): Follow {
  const client = useClient();
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const handlers = useRef(options);
  handlers.current = options;
  const followed = useRef(new Map<string, AbortController>());
  useEffect(() => () => followed.current.forEach((controller) => void controller.abort()), []);

  const dismiss = useCallback((id: string) => setNotices((all) => all.filter((notice) => notice.id !== id)), []);

  const follow = useCallback(
    async (listener: ListenerRowFragment, until: "settled" | "gone") => {
      const { id } = listener;
      followed.current.get(id)?.abort();
      const controller = new AbortController();
      followed.current.set(id, controller);
      const say = (tone: Notice["tone"], text: string) =>
        setNotices((all) => [{ id, tone, text }, ...all.filter((notice) => notice.id !== id)]);
      const name = nameOf(listener);
      const startedAt = Date.now();

      if (until === "settled" && isSettled(listener)) return say(...outcomeOf(name, listener));
      say("busy", `${name} is being ${until === "gone" ? "deleted" : (DOING[listener.status] ?? "created")}.`);
      const changes = changesOf(id);
      let isLost = false;
      try {
        for (
          let wait = FIRST_LOOK_MS;
          Date.now() - startedAt < GIVES_UP_AFTER_MS;
          wait = Math.min(wait * SLOWER, LAST_LOOK_MS)
        ) {
          await changes.next(wait, isLost);
          if (controller.signal.aborted) return;
          const { data, error } = await client.query(ListenerNowDocument, { id }, { requestPolicy: "network-only" });
          if (controller.signal.aborted) return;
          const now = data?.listener;
          isLost = !now;
          if (now) {
            handlers.current.onChange(now);
            if (until === "settled" && isSettled(now)) return say(...outcomeOf(name, now));
            if (until === "gone" && now.status === "ERROR") return say(...outcomeOf(name, now));
          } else if (error?.graphQLErrors.some(({ extensions }) => extensions?.code === "NOT_FOUND")) {
            handlers.current.onGone(id);
            return until === "gone" ? say("good", `${name} is deleted.`) : say("bad", `${name} is not there any more.`);
          } else {
            say("busy", `${name}: its state cannot be read right now. Trying again.`);
          }
        }
        say("bad", `${name} is taking very long. Refresh the list to see how it stands.`);
      } finally {
        changes.leave();
      }
    },
    [client],
  );

  return { notices, follow: (listener, until) => void follow(listener, until), dismiss };
}

/** Waits for what the graph tells of a listener; when it tells nothing, or what one saw last was lost, for as long as is said. */
function changesOf(id: string) {
  let isTold = false;
  let wake = () => {};
  const leave = listeners.watch([id], () => {
    isTold = true;
    wake();
  });
  return {
    leave,
    async next(milliseconds: number, isLost: boolean): Promise<void> {
      if (!isTold) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, listeners.isLive() && !isLost ? LOOKS_ANYWAY_MS : milliseconds);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      isTold = false;
    },
  };
}

function isSettled({ status }: ListenerRowFragment): boolean {
  return status !== "CREATING" && status !== "UPDATING";
}

function outcomeOf(name: string, { status, nativeStatus }: ListenerRowFragment): [Notice["tone"], string] {
  if (status === "ACTIVE") return ["good", `${name} is active.`];
  const native = nativeStatus ? ` (the cloud says ${nativeStatus})` : "";
  return ["bad", `${name} ended up as ${STATUS_WORDS[status].toLowerCase()}${native}.`];
}
