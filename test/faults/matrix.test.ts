import { beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import type { Outcome } from "./matrix/cell.js";
import { VARIANTS } from "./matrix/faults.js";
import { printMatrix } from "./matrix/print.js";
import { runMatrix } from "./matrix/run.js";

/** Milliseconds for all cells together. */
const PATIENCE_MS = 600_000;

/**
 * Every operation on every cloud under every fault, through GraphQL over HTTP against the running program. Each cell
 * has its own emulator and account (thus its own breaker, retry budget and connections). Cells run side by side; the
 * tests below check their outcomes.
 */
describe("faults of clouds", () => {
  let outcomes: readonly Outcome[] = [];
  beforeAll(async () => {
    outcomes = await runMatrix();
    console.log(printMatrix(outcomes));
  }, PATIENCE_MS);

  it.each(VARIANTS)("lead to the right answers: $fault, hitting $scope", ({ fault, scope }) => {
    const own = outcomes.filter((outcome) => outcome.fault === fault && outcome.scope === scope);
    expect(own.length).toBeGreaterThan(0);
    const complaints = own.flatMap(({ cloud, operation, complaints: sentences }) =>
      sentences.map((sentence) => `${cloud}, ${operation}: ${sentence}`),
    );
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
  });

  it("are compared with every operation on every cloud without a fault", () => {
    const control = outcomes.filter(({ fault }) => fault === "none");
    expect(control).toHaveLength(providers.length * 6);
  });
});
