import type { AnyProviderManifest } from "../../../src/providers/provider.js";
import { providers } from "../../../src/providers/registry.js";
import { connectSandboxed } from "../../support/sandboxed-provider.js";
import { askCell, type Cell, hasTokens, judgeCell, type Outcome, prepareCell, stepsOf } from "./cell.js";
import { VARIANTS, type Variant } from "./faults.js";
import { startLab } from "./lab.js";
import { OPERATIONS, type OperationName } from "./operation.js";
import { turnToBegin, watchForDelays } from "./pace.js";
import { findTargets, type Targets } from "./plan.js";
import { readStore, type Store } from "./store.js";

/** What is known of a cloud before faults are added. */
interface Known {
  readonly manifest: AnyProviderManifest;
  readonly targets: Targets;
  /** The emulator's initial inventory. */
  readonly start: Store;
  readonly credentials: Readonly<Record<string, string>>;
  /** The changing requests of each operation; filled by the cells without a fault. */
  readonly steps: Map<OperationName, readonly string[]>;
}

/** Faults that share a server: starting one takes longer than a cell. */
const AT_ONCE = 12;

async function look(manifest: AnyProviderManifest): Promise<Known> {
  const targets = await findTargets(manifest);
  const subject = { ...(await connectSandboxed(manifest)), manifest };
  const start = await readStore(subject, targets);
  await subject.stop();
  return { manifest, targets, start, credentials: subject.cloud.credentials, steps: new Map() };
}

function applies({ credentials, steps }: Known, { setup, scope, expect }: Variant, operation: OperationName): boolean {
  if (expect(operation).codes.length === 0) return false;
  if (setup === "token" && !hasTokens(credentials)) return false;
  return scope !== "last step" || new Set(steps.get(operation)).size > 1;
}

/** Cells, with what is known of their clouds. */
type Cells = ReadonlyMap<Cell, Known>;

async function prepare(clouds: readonly Known[], variants: readonly Variant[]): Promise<Cells> {
  const cells = new Map<Cell, Known>();
  for (const variant of variants) {
    for (const known of clouds) {
      for (const operation of OPERATIONS.filter((one) => applies(known, variant, one)))
        cells.set(await prepareCell(known.manifest, variant, operation, known.targets), known);
    }
  }
  return cells;
}

/** Runs all cells on one server, each with its own account, and judges them when all have answered. */
async function run(cells: Cells): Promise<Map<Cell, Outcome & { readonly isDoubtful: boolean }>> {
  const lab = await startLab([...cells.keys()].map(({ account }) => account));
  try {
    const asking = [...cells].map(async ([cell, { steps }]) => {
      await turnToBegin();
      return askCell(cell, lab, steps.get(cell.operation) ?? []);
    });
    const answered = await Promise.all(asking);
    for (const [cell, { steps }] of cells) {
      if (cell.variant.fault === "none") steps.set(cell.operation, stepsOf(cell));
    }
    const outcomes = new Map<Cell, Outcome & { isDoubtful: boolean }>();
    for (const one of answered) {
      const outcome = await judgeCell(one, cells.get(one.cell)!.start);
      outcomes.set(one.cell, { ...outcome, isDoubtful: one.isDoubtful });
    }
    return outcomes;
  } finally {
    await lab.stop();
    await Promise.all([...cells.keys()].map(({ subject }) => subject.stop()));
  }
}

/** How often a cell that the machine disturbed is repeated. */
const FRESH_TRIES = 2;

/** Repeats from the start each cell that failed while the machine was busy with other work. */
async function runGroup(clouds: readonly Known[], variants: readonly Variant[]): Promise<Outcome[]> {
  let cells = await prepare(clouds, variants);
  const final: Outcome[] = [];
  for (let triesLeft = FRESH_TRIES; ; triesLeft -= 1) {
    const again = new Map<Cell, Known>();
    for (const [cell, { isDoubtful, ...outcome }] of await run(cells)) {
      const known = cells.get(cell)!;
      const isToRepeat = isDoubtful && outcome.complaints.length > 0 && triesLeft > 0;
      if (!isToRepeat) final.push(outcome);
      else again.set(await prepareCell(known.manifest, cell.variant, cell.operation, known.targets), known);
    }
    if (again.size === 0) return final;
    console.log(`${again.size} cells are tried anew: the machine was busy.`);
    cells = again;
  }
}

/** Runs every fault on every cloud. */
export async function runMatrix(): Promise<Outcome[]> {
  const stopWatching = watchForDelays();
  try {
    const clouds: Known[] = [];
    for (const manifest of providers) clouds.push(await look(manifest));
    const [control, ...troubles] = VARIANTS;
    const outcomes = await runGroup(clouds, [control!]);
    for (let at = 0; at < troubles.length; at += AT_ONCE)
      outcomes.push(...(await runGroup(clouds, troubles.slice(at, at + AT_ONCE))));
    return outcomes;
  } finally {
    stopWatching();
  }
}
