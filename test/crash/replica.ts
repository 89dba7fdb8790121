import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A process of the program that is killed and comes back. */
export interface Replica {
  readonly kills: number;
  readonly isUp: boolean;
  /** Whether it ended by itself. */
  readonly hasCrashed: boolean;
  /** As a machine that loses its power; then it is started again. */
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** Null: there was no answer. */
  ask(query: string, variables: object, requestId: string): Promise<Answer | null>;
  /** The same, and it is not started again. */
  end(): Promise<void>;
}

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
  readonly data: any;
  readonly errors?: readonly object[];
}

export interface ReplicaOptions {
  readonly accounts: readonly object[];
  readonly store: string;
  readonly takeOverAfterMs: number;
  readonly keepsInventory: boolean;
}

/** Milliseconds for a replica to come up, a database that is away meanwhile included. */
const START_MS = 30_000;

const program = fileURLToPath(new URL("./server.mjs", import.meta.url));

export async function startReplica(options: ReplicaOptions): Promise<Replica> {
  let kills = 0;
  let child: ChildProcess;
  let origin = "";
  let isUp = false;
  let hasCrashed = false;

  /** As whatever looks after processes does: one that ends because its database is away is started again. */
  async function start(): Promise<void> {
    const giveUpAt = performance.now() + START_MS;
    for (;;) {
      try {
        return await startOnce();
      } catch (error) {
        if (performance.now() > giveUpAt) throw error;
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
  }
  async function startOnce(): Promise<void> {
    child = fork(program, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    child.once("exit", (_code, signal) => {
      hasCrashed ||= isUp && signal !== "SIGKILL";
      isUp = false;
    });
    child.send(options);
    const ended = once(child, "exit").then(([code]) => Promise.reject(new Error(`A replica ended with ${code}.`)));
    // Of a replica that is up nobody waits for it.
    ended.catch(() => undefined);
    const [told] = (await Promise.race([once(child, "message"), ended])) as [{ origin: string }];
    origin = told.origin;
    isUp = true;
  }
  async function end(): Promise<void> {
    isUp = false;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  await start();
  return {
    get kills() {
      return kills;
    },
    get hasCrashed() {
      return hasCrashed;
    },
    get isUp() {
      return isUp;
    },
    async kill() {
      kills += 1;
      await end();
      await start();
    },
    freeze: () => void child.kill("SIGSTOP"),
    thaw: () => void child.kill("SIGCONT"),
    async ask(query, variables, requestId) {
      try {
        const response = await fetch(`${origin}/graphql`, {
          method: "POST",
          headers: { "content-type": "application/json", "x-request-id": requestId },
          body: JSON.stringify({ query, variables }),
        });
        return (await response.json()) as Answer;
      } catch {
        return null;
      }
    },
    end,
  };
}
