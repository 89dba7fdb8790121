import type { ProblemError } from "../model/problem-error.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { SeenAccount, SeenDifference, SweepClaim } from "../store/seen.js";
import { StoreError } from "../store/store-error.js";
import { startCall } from "../transport/call.js";
import { Interruption, type Signal } from "../transport/signal.js";
import { keptProblem } from "./kept-problems.js";
import { mergedObject } from "./merged-objects.js";
import { sweepAccount } from "./sweep-account.js";
import { nextInterval, type SweepResult } from "./sweep-intervals.js";
import type { SweeperOptions } from "./sweeper.js";
import { Unseen } from "./unseen.js";

export interface SweepOptions extends SweeperOptions {
  readonly leaseMs: number;
  readonly claim: SweepClaim;
  readonly connected: ConnectedAccount;
  readonly requestId: string;
  /** Aborted when the program stops. */
  readonly over: Signal;
  tell(claim: SweepClaim, differences: readonly SeenDifference[]): Promise<void>;
  tellOver(claim: SweepClaim): Promise<void>;
}

/** Milliseconds for one read. A patient read may wait for long; a hung answer times out much sooner. */
const READ_MS = 600_000;
/** How often a sweep renews its lease before it expires. */
const SIGNS_OF_LIFE = 3;

/** Sweeps a claimed account. Never rejects: failures are kept with the account or logged. */
export async function runSweep(options: SweepOptions): Promise<void> {
  const { claim, log, requestId, over, tellOver } = options;
  const { accountId } = claim;
  const ended = new Interruption();
  const end = () => ended.abort(over.reason);
  over.addEventListener("abort", end, { once: true });
  try {
    await sweep(options, ended);
  } catch (err) {
    const isTaken = err instanceof StoreError && err.kind === "conflict";
    const fields = { account: accountId, requestId };
    if (isTaken) log.info(fields, "another process has taken over the sweep of an account");
    else if (err instanceof StoreError) log.warn({ ...fields, err }, "could not keep what a sweep has read");
    else log.error({ ...fields, err }, "an internal error ended a sweep");
  } finally {
    over.removeEventListener("abort", end);
    ended.abort(new Error("The sweep has ended."));
    await tellOver(claim);
  }
}

/** @throws StoreError */
async function sweep(options: SweepOptions, ended: Interruption): Promise<void> {
  const { seen, clock, claim, connected, requestId, leaseMs, over, tell } = options;
  const { accountId } = claim;
  const log = options.log.child?.({ account: accountId, requestId }) ?? options.log;
  const startedAt = clock.now();
  const counts = { objects: 0, differences: 0 };
  const keep = async (differences: readonly SeenDifference[]): Promise<void> => {
    counts.differences += differences.length;
    await tell(claim, differences);
  };
  const before = (await seen.accountsOf([accountId])).get(accountId);
  const life = keepAlive(options, ended);
  const { failure, problems } = await sweepAccount({
    connected,
    format: options.format,
    unseen: new Unseen(seen, accountId),
    report: { log, requestId },
    async read(work) {
      const call = startCall({ requestId, log, timeoutMs: READ_MS, clientSignal: ended, clock, isPatient: true });
      try {
        return await work(call);
      } finally {
        call.end();
      }
    },
    async put(objects, since) {
      counts.objects += objects.length;
      await keep(await seen.put(claim, objects, leaseMs, { since, withOwnOf: mergedObject }));
    },
    async unchanged(kind, sources) {
      const same = await seen.unchanged(claim, kind, sources);
      for (const { key, members = 0 } of sources) if (same.has(key)) counts.objects += 1 + members;
      return same;
    },
    settle: (kind, sources) => seen.settle(claim, kind, sources),
  }).finally(() => life.end());
  life.check();
  if (over.aborted) {
    // The account itself has not failed: the next process sweeps it at once.
    await seen.end(claim, { isWhole: false, problems: [], failure: null, intervalMs: 0 });
    return;
  }
  const result = resultOf(failure, counts.differences, before);
  const random = options.random ?? Math.random;
  const intervalMs = nextInterval(result, claim.intervalMs, options.baseIntervalMs(accountId), random());
  const told = failure && keptProblem(failure);
  await keep(await seen.end(claim, { isWhole: failure === null, problems, failure: told, intervalMs }));
  const ms = clock.now() - startedAt;
  const outcome = resultOf(failure, counts.differences, before);
  options.observe({ provider: connected.account.provider, accountId, outcome, seconds: ms / 1000 });
  if (failure) {
    const { code, message, nativeCode, requestId: upstreamRequestId } = failure;
    log.warn({ code, reason: message, nativeCode, upstreamRequestId, ms, intervalMs }, "could not sweep an account");
  } else log.debug({ ...counts, problems: problems.length, ms, intervalMs }, "swept an account");
}

/**
 * The result that decides when the next sweep is due. Deletions are found only at the end, after this decision.
 * @param before the account's state before the sweep
 */
function resultOf(failure: ProblemError | null, differences: number, before: SeenAccount | undefined): SweepResult {
  if (failure) return "failed";
  // It has recovered, or a change of ours was made in it.
  const wasBehind = before && (before.failure !== null || (before.changedAt ?? 0) > (before.readAt ?? 0));
  return differences > 0 || wasBehind ? "changed" : "unchanged";
}

/** Renews the lease of a sweep regularly, however long a read takes; ends the sweep when another process has it. */
function keepAlive({ seen, claim, leaseMs, clock }: SweepOptions, ended: Interruption) {
  const over = new Interruption();
  let trouble: unknown;
  async function run(): Promise<void> {
    while (!over.aborted) {
      await clock.sleep(leaseMs / SIGNS_OF_LIFE, over, { isIdle: true }).catch(() => undefined);
      if (!over.aborted) await seen.put(claim, [], leaseMs);
    }
  }
  const running = run().catch((error: unknown) => {
    trouble = error;
    ended.abort(error);
  });
  return {
    end(): Promise<void> {
      over.abort(new Error("Everything has been read."));
      return running;
    },
    /** @throws StoreError when the lease could not be renewed */
    check(): void {
      if (trouble !== undefined) throw trouble;
    },
  };
}
