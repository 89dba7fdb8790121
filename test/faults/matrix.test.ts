import { afterAll, beforeAll, describe, it } from "vitest";
import { type AnyProviderManifest, registeredProviders } from "../../src/providers/registry.js";
import { connectSandboxed } from "../support/sandboxed-provider.js";
import { askCell, type Cell, hasTokens, judgeCell, type Outcome, prepareCell, stepsOf } from "./matrix/cell.js";
import { VARIANTS, type Variant } from "./matrix/faults.js";
import { startLab } from "./matrix/lab.js";
import { OPERATIONS, type OperationName } from "./matrix/operation.js";
import { findTargets, type Targets } from "./matrix/plan.js";
import { printMatrix } from "./matrix/print.js";
import { readStore, type Store } from "./matrix/store.js";

/**
 * Every cloud in every sort of trouble, asked for everything, through GraphQL over HTTP. Each cell has an emulator and
 * an account (thus a breaker, a retry budget and connections) of its own; the cells of one fault share a server and run
 * side by side.
 */
const outcomes: Outcome[] = [];
const targets = new Map<string, Targets>();
/** What the emulator of each cloud starts with. */
const starts = new Map<string, Store>();
/** The changing requests of each cloud's operations, told by the cells without a fault. */
const steps = new Map<string, string[]>();
const nameOf = (cloud: string, operation: OperationName) => `${cloud} ${operation}`;

function applies(cloud: string, { setup, scope, expect: codesOf }: Variant, operation: OperationName, credentials: Readonly<Record<string, string>>): boolean {
  if (codesOf(operation).codes.length === 0) return false;
  if (setup === "token" && !hasTokens(credentials)) return false;
  return scope !== "last step" || new Set(steps.get(nameOf(cloud, operation))).size > 1;
}

async function look(manifest: AnyProviderManifest): Promise<void> {
  const found = await findTargets(manifest);
  const subject = { ...(await connectSandboxed(manifest)), manifest };
  targets.set(manifest.key, found);
  starts.set(manifest.key, await readStore(subject, found));
  await subject.stop();
}

async function cellsOf(variant: Variant): Promise<Cell[]> {
  const cells = registeredProviders().flatMap(async (manifest) => {
    const { credentials } = await manifest.sandbox();
    const operations = OPERATIONS.filter((operation) => applies(manifest.key, variant, operation, credentials));
    return Promise.all(operations.map((operation) => prepareCell(manifest, variant, operation, targets.get(manifest.key)!)));
  });
  return (await Promise.all(cells)).flat();
}

async function run(variant: Variant): Promise<Outcome[]> {
  const cells = await cellsOf(variant);
  const lab = await startLab(cells.map(({ account }) => account));
  try {
    const answered = await Promise.all(cells.map((cell) => askCell(cell, lab, steps.get(nameOf(cell.cloud, cell.operation)) ?? [])));
    if (variant.fault === "none") for (const cell of cells) steps.set(nameOf(cell.cloud, cell.operation), stepsOf(cell));
    return await Promise.all(answered.map((one) => judgeCell(one, starts.get(one.cell.cloud)!)));
  } finally {
    await lab.stop();
    await Promise.all(cells.map(({ subject }) => subject.stop()));
  }
}

function judge(told: readonly Outcome[]): void {
  const complaints = told.flatMap(({ cloud, operation, complaints: sentences }) => sentences.map((sentence) => `${cloud}, ${operation}: ${sentence}`));
  if (told.length === 0) throw new Error("There was no cell.");
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
}

describe("clouds that misbehave", () => {
  const [control, ...troubles] = VARIANTS;

  beforeAll(async () => {
    await Promise.all(registeredProviders().map(look));
    outcomes.push(...(await run(control!)));
  });
  afterAll(() => console.log(printMatrix(outcomes)));

  it("do not, at first", () => judge(outcomes));

  it.concurrent.each(troubles.map((variant) => ({ ...variant, variant })))("$fault, $scope", async ({ variant }) => {
    const told = await run(variant);
    outcomes.push(...told);
    judge(told);
  });
});
