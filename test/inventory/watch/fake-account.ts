import { createWatching } from "../../../src/inventory/watch/create-watching.js";
import type { Difference, Watch, Watching } from "../../../src/inventory/watch/watching.js";
import { CloudAccount } from "../../../src/model/cloud-account.js";
import { Listener } from "../../../src/model/listener.js";
import { ProblemError } from "../../../src/model/problem-error.js";
import type { ResourceRef } from "../../../src/model/resource-ref.js";
import type { ConnectedAccount } from "../../../src/providers/accounts.js";
import { startCall } from "../../../src/transport/call.js";
import { silentLog } from "../../support/silent-log.js";
import { VirtualClock } from "../../transport/virtual-clock.js";

export const down = new ProblemError({ code: "PROVIDER_UNAVAILABLE", message: "The cloud is down." });
export const refOf = (key: string): ResourceRef => ({ accountId: "a", kind: "listener", key }) as ResourceRef;

const account = new CloudAccount({
  id: "a",
  provider: "ALIBABA_GA",
  region: null,
  capabilities: { unsupportedListenerFields: [] } as never,
});

/** A listener with this key, a name that can differ and a time that does not count. */
export function listener(key: string, name: string, updatedAt: string | null = null): Listener {
  return new Listener({
    ref: refOf(key),
    parentRef: null,
    native: { key, name, updatedAt },
    nativeId: key,
    account,
    region: null,
    name,
    description: null,
    protocol: "TCP",
    nativeProtocol: "tcp",
    portRanges: [],
    status: "ACTIVE",
    nativeStatus: "active",
    clientAffinity: null,
    algorithm: null,
    details: () => ({
      tls: null,
      timeouts: null,
      frozen: null,
      tags: null,
      settings: null,
      createdAt: null,
      updatedAt,
    }),
  } as ConstructorParameters<typeof Listener>[0]);
}

/** An account whose listeners the test sets, watched with a clock that moves only on request. */
export class FakeAccount {
  readonly clock = new VirtualClock();
  /** Names by keys. */
  readonly names = new Map<string, string>();
  /** The failure of reads. */
  failure: ProblemError | null = null;
  /** Listeners that exist but cannot be interpreted. */
  readonly unreadable = new Set<string>();
  /** What was read, and when, in seconds from the start. */
  readonly reads: { readonly what: string; readonly at: number }[] = [];
  readonly watching: Watching;
  readonly #connected: ConnectedAccount;
  readonly #begunAt = this.clock.now();

  constructor() {
    const unreadable = (key: string) => new ProblemError({ code: "UNREADABLE", message: "Odd.", nativeId: key });
    const service = {
      listListeners: async () => {
        this.#note("list");
        const items = [...this.names].filter(([key]) => !this.unreadable.has(key)).map((one) => listener(...one));
        return { items, problems: [...this.unreadable].map(unreadable), next: null, totalCount: null };
      },
      readListeners: async (refs: readonly ResourceRef[]) => {
        this.#note(refs.map(({ key }) => key).join(" "));
        const known = refs.filter(({ key }) => this.names.has(key) || this.unreadable.has(key));
        return new Map(
          known.map(({ key }) => [
            key,
            this.unreadable.has(key) ? unreadable(key) : listener(key, this.names.get(key)!),
          ]),
        );
      },
    };
    const connected = { account, service } as unknown as ConnectedAccount;
    this.#connected = connected;
    this.watching = createWatching({
      accounts: () => new Map([["a", connected]]),
      access: { gateOf: () => ({}) as never },
      clock: this.clock,
      log: silentLog,
    });
  }

  #note(what: string): void {
    this.reads.push({ what, at: Math.round((this.clock.now() - this.#begunAt) / 100) / 10 });
    if (this.failure) throw this.failure;
  }

  get times(): number[] {
    return this.reads.map(({ at }) => at);
  }

  /** Reads a listener for somebody who waits for it. */
  async awaited(key: string): Promise<void> {
    const call = startCall({ requestId: "r", log: silentLog, timeoutMs: 10_000, clock: this.clock });
    const reading = this.watching.listener(this.#connected, refOf(key), call);
    await this.clock.advance(20);
    await reading;
    call.end();
  }

  /** Watches, and records what is reported. @param keys omitted: the whole list */
  watch(keys?: readonly string[]): Watch & { readonly told: string[] } {
    const told: string[] = [];
    const words = ({ before, after }: Difference<Listener>) =>
      `${(after ?? before)!.ref.key}: ${before?.name ?? "none"} -> ${after?.name ?? "none"}`;
    const watch = this.watching.listeners(
      { accountId: "a" },
      {
        refs: keys?.map(refOf) ?? null,
        tell: ({ differences }) => told.push(...differences.map(words)),
        cannotRead: ({ code }) => told.push(code),
      },
    );
    return { ...watch, told };
  }
}
