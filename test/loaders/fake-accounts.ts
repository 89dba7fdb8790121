import { CallBudget } from "../../src/loaders/call-budget.js";
import { readMergedList } from "../../src/loaders/merged-list.js";
import { ReadAhead } from "../../src/loaders/read-ahead.js";
import type { CloudAccount } from "../../src/model/cloud-account.js";
import { ProblemError } from "../../src/model/problem-error.js";
import type { ResourceRef } from "../../src/model/resource-ref.js";
import type { ConnectedAccount } from "../../src/providers/accounts.js";
import type { Page, PageRequest } from "../../src/providers/provider.js";
import { type Call, startCall } from "../../src/transport/call.js";
import { silentLog } from "../support/silent-log.js";
import { VirtualClock } from "../transport/virtual-clock.js";

/** An account as it is made up for a test. It may be changed while the test goes on. */
export interface Made {
  readonly id: string;
  /** Its entries are called by their place: "a-000", "a-001". */
  entries: number;
  /** Milliseconds for each page. */
  ms?: number;
  /** Entries of a page at most. */
  perPage?: number;
  /** What reading it from there on fails with. */
  failsAt?: number;
}

export interface Item {
  readonly ref: ResourceRef;
}

export const nameOf = ({ ref }: Item): string => ref.key;
const keyOf = (id: string, index: number): string => `${id}-${String(index).padStart(3, "0")}`;
export const down = new ProblemError({ code: "PROVIDER_UNAVAILABLE", message: "The cloud is down." });

/** As many as are wanted, alike: "a00", "a01". */
export const alike = (count: number, made: Omit<Made, "id">): Made[] =>
  Array.from({ length: count }, (_, index) => ({ ...made, id: `a${String(index).padStart(2, "0")}` }));

export interface Answer {
  readonly names: readonly string[];
  /** The cursors of its entries. */
  readonly cursors: readonly string[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
  readonly totalCount: number | null;
  readonly isComplete: boolean;
  /** Accounts with problems, in their order, with the codes. */
  readonly lacking: readonly string[];
  readonly messages: readonly string[];
  /** Milliseconds on the clock. */
  readonly took: number;
}

interface Asking {
  readonly first?: number;
  readonly after?: string | null;
  /** Keeps those whose names it fits. */
  readonly keep?: RegExp;
  readonly deadlineMs?: number;
  readonly clientSignal?: AbortSignal;
}

/** Lists over made-up accounts, on a clock that stands still unless a list is waited for. */
export class Accounts {
  readonly clock = new VirtualClock();
  readonly readAhead: ReadAhead;
  /** Accounts that were asked for a page, in the order in which that began. */
  asked: string[] = [];
  /** Those that nobody waited for in the end. */
  givenUp: string[] = [];
  /** How many were being asked at the same time, at most. */
  atOnce = 0;
  #underWay = 0;

  constructor(
    readonly made: readonly Made[],
    limits: { maxAccountsAtOnce?: number; maxAccountsReadAhead?: number } = {},
  ) {
    this.readAhead = new ReadAhead({ maxAccountsAtOnce: 64, maxAccountsReadAhead: 1_024, ...limits });
  }

  forget(): void {
    this.asked = [];
    this.givenUp = [];
    this.atOnce = 0;
  }

  /** What a page brings, with the clock moved on for as long as that takes. */
  async list(asking: Asking = {}): Promise<Answer> {
    const startedAt = this.clock.now();
    let endedAt: number | null = null;
    const answer = this.begin(asking).finally(() => {
      endedAt = this.clock.now();
    });
    // Whoever waits for it sees what it fails with.
    answer.catch(() => undefined);
    while (endedAt === null) await this.clock.advance(1);
    return { ...(await answer), took: endedAt - startedAt };
  }

  async begin({ first = 20, after, keep, deadlineMs = 10_000, clientSignal }: Asking): Promise<Omit<Answer, "took">> {
    const { clock, readAhead } = this;
    const call = startCall({ requestId: "r", log: silentLog, timeoutMs: deadlineMs, clock, clientSignal });
    try {
      const accounts = this.made.map(
        ({ id }) => ({ account: { id } as CloudAccount, service: { id } }) as unknown as ConnectedAccount,
      );
      const connection = await readMergedList<Item>(
        {
          name: `items ${keep}`,
          accounts,
          list: (service, page, part) => this.#page((service as unknown as { id: string }).id, page, part),
          keep: keep && ((item) => keep.test(nameOf(item))),
        },
        { first, after },
        { call, clock, readAhead, budget: new CallBudget(1_000) },
      );
      return {
        names: connection.nodes.map(nameOf),
        cursors: connection.edges.map(({ cursor }) => cursor),
        endCursor: connection.pageInfo.endCursor,
        hasNextPage: connection.pageInfo.hasNextPage,
        totalCount: connection.totalCount,
        isComplete: connection.isComplete,
        lacking: connection.sourceProblems.map(({ account, code }) => `${account.id}: ${code}`),
        messages: connection.sourceProblems.map(({ message }) => message),
      };
    } finally {
      call.giveUp();
    }
  }

  async #page(id: string, { after, limit }: PageRequest, call: Call): Promise<Page<Item>> {
    this.asked.push(id);
    this.#underWay += 1;
    this.atOnce = Math.max(this.atOnce, this.#underWay);
    const made = this.made.find((one) => one.id === id)!;
    try {
      if (made.ms) await this.clock.sleep(made.ms, call.signal as AbortSignal);
    } catch (error) {
      this.givenUp.push(id);
      throw error;
    } finally {
      this.#underWay -= 1;
    }
    const { entries, failsAt, perPage = 201 } = made;
    const start = after === null ? 0 : Number(after.slice(id.length + 1)) + 1;
    if (failsAt !== undefined && start >= failsAt) throw down;
    const end = Math.min(entries, failsAt ?? entries, start + Math.min(limit, perPage));
    const items = Array.from({ length: Math.max(0, end - start) }, (_, index): Item => {
      return { ref: { accountId: id, kind: "listener", key: keyOf(id, start + index) } };
    });
    return { items, problems: [], next: end < entries ? keyOf(id, end - 1) : null, totalCount: null };
  }
}
