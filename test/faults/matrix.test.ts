import { beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import type { Outcome } from "./matrix/cell.js";
import { VARIANTS } from "./matrix/faults.js";
import { printMatrix } from "./matrix/print.js";
import { runMatrix } from "./matrix/run.js";

/** Milliseconds for all cells together. */
const PATIENCE_MS = 600_000;

/**
 * Every cloud in every sort of trouble, asked for everything, through GraphQL over HTTP against the running program.
 * Each cell has an emulator and an account (thus a breaker, a retry budget and connections) of its own; they run side by
 * side, and the tests below look at what became of them.
 */
describe("clouds that misbehave", () => {
  let outcomes: readonly Outcome[] = [];
  beforeAll(async () => {
    outcomes = await runMatrix();
    console.log(printMatrix(outcomes));
  }, PATIENCE_MS);

  it.each(VARIANTS)("$fault, hitting $scope", ({ fault, scope }) => {
    const own = outcomes.filter((outcome) => outcome.fault === fault && outcome.scope === scope);
    expect(own.length).toBeGreaterThan(0);
    const complaints = own.flatMap(({ cloud, operation, complaints: sentences }) =>
      sentences.map((sentence) => `${cloud}, ${operation}: ${sentence}`),
    );
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
  });

  it("ask every cloud for everything without a fault", () => {
    const control = outcomes.filter(({ fault }) => fault === "none");
    expect(control).toHaveLength(providers.length * 6);
  });
});
