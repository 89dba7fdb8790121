import { type AnyProviderManifest, registeredProviders } from "../../../src/providers/registry.js";
import { connectSandboxed } from "../../support/sandboxed-provider.js";
import { askCell, type Cell, hasTokens, judgeCell, type Outcome, prepareCell, stepsOf } from "./cell.js";
import { VARIANTS, type Variant } from "./faults.js";
import { startLab } from "./lab.js";
import { OPERATIONS, type OperationName } from "./operation.js";
import { turnToBegin } from "./pace.js";
import { findTargets, type Targets } from "./plan.js";
import { readStore, type Store } from "./store.js";

/** What has to be known of a cloud before it is put into trouble. */
interface Known {
  readonly manifest: AnyProviderManifest;
  readonly targets: Targets;
  /** What its emulator starts with. */
  readonly start: Store;
  readonly credentials: Readonly<Record<string, string>>;
  /** The changing requests of each operation; filled by the cells without a fault. */
  readonly steps: Map<OperationName, readonly string[]>;
}

/** Sorts of trouble that share a server: starting one takes longer than a cell. */
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

async function runGroup(clouds: readonly Known[], variants: readonly Variant[]): Promise<Outcome[]> {
  const knownOf = new Map<Cell, Known>();
  for (const variant of variants) {
    for (const known of clouds) {
      for (const operation of OPERATIONS.filter((one) => applies(known, variant, one)))
        knownOf.set(await prepareCell(known.manifest, variant, operation, known.targets), known);
    }
  }
  const cells = [...knownOf.keys()];
  const lab = await startLab(cells.map(({ account }) => account));
  try {
    const asking = cells.map(async (cell) => {
      await turnToBegin();
      return askCell(cell, lab, knownOf.get(cell)!.steps.get(cell.operation) ?? []);
    });
    const answered = await Promise.all(asking);
    for (const cell of cells) {
      if (cell.variant.fault === "none") knownOf.get(cell)!.steps.set(cell.operation, stepsOf(cell));
    }
    const outcomes: Outcome[] = [];
    for (const one of answered) outcomes.push(await judgeCell(one, knownOf.get(one.cell)!.start));
    return outcomes;
  } finally {
    await lab.stop();
    await Promise.all(cells.map(({ subject }) => subject.stop()));
  }
}

/** Puts every cloud into every sort of trouble. */
export async function runMatrix(): Promise<Outcome[]> {
  const clouds: Known[] = [];
  for (const manifest of registeredProviders()) clouds.push(await look(manifest));
  const [control, ...troubles] = VARIANTS;
  const outcomes = await runGroup(clouds, [control!]);
  for (let at = 0; at < troubles.length; at += AT_ONCE)
    outcomes.push(...(await runGroup(clouds, troubles.slice(at, at + AT_ONCE))));
  return outcomes;
}
