import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { AnyProviderManifest } from "../../src/providers/provider.js";
import { providers } from "../../src/providers/registry.js";
import { listenerDifferences, poolDifferences } from "./inputs/compare.js";
import { type InputLab, startInputLab } from "./inputs/input-lab.js";
import { type Change, changes, documentOf, READ_LISTENER, READ_POOL } from "./inputs/mutations.js";
import { learn } from "./inputs/right-inputs.js";
import { settingsSelection } from "./inputs/settings-selection.js";
import { READING } from "./matrix/cell.js";

/**
 * Generated changes against every cloud's emulator. They go through the schema in this process (graphql's own execution
 * with a context), not over HTTP to our server, which would be most of the time; everything below the schema is real, and
 * so is the HTTP to the emulators.
 */
const INPUTS = Number(process.env.FUZZ_INPUTS ?? 20_000);
/** The same inputs every time; FUZZ_SEED=$RANDOM has others made. */
const seed = Number(process.env.FUZZ_SEED ?? 20_261_121);
/** An emulator that fills up refuses for other reasons than the input. */
const RUNS_PER_INVENTORY = 60;

/** Codes of what nobody minds where the value is there already. */
const EXCUSABLE = ["UNSUPPORTED", "IMMUTABLE_FIELD"];

/** Rules that need only the input: a violation is reported before any cloud is called. */
const STATELESS = [
  "supportedField",
  "mutableField",
  "requiredField",
  "settingsOfCloud",
  "distinctPorts",
  "orderedPorts",
  "min",
  "max",
  "isLength",
  "isIn",
  "matches",
  "arrayNotEmpty",
  "arrayMaxSize",
  "arrayUnique",
  "nameOfCloud",
  "descriptionOfCloud",
  "regionOfCloud",
  "shareOfCloud",
  "tagsOfCloud",
  "clientAffinityOfCloud",
  "algorithmOfCloud",
  "sessionPersistenceOfCloud",
  "cookieName",
  "membersOfCloud",
];
/** What a healthy cloud never gives a reason to say. */
const OUTAGES = [
  "INTERNAL_SERVER_ERROR",
  "PROVIDER_UNAVAILABLE",
  "TIMED_OUT",
  "OUTCOME_UNKNOWN",
  "RATE_LIMITED",
  "PARENT_BUSY",
  "UNAUTHENTICATED",
];

interface Problem {
  readonly __typename: string;
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[] | null;
  readonly constraint?: string | null;
}
interface Payload {
  readonly problems: readonly Problem[];
  readonly listener?: Record<string, unknown> | null;
  readonly pool?: Record<string, unknown> | null;
}

const tally = new Map<string, Map<string, number>>();
function count(cloud: string, what: string): void {
  const own = tally.get(cloud) ?? new Map<string, number>();
  tally.set(cloud, own.set(what, (own.get(what) ?? 0) + 1));
}

class Judge {
  constructor(
    private readonly lab: InputLab,
    private readonly manifest: AnyProviderManifest,
  ) {}

  async judge(change: Change): Promise<void> {
    const { cloud } = this.lab;
    cloud.clearCalls();
    const { data, errors } = await this.lab.ask(documentOf(change.kind), change.variables);
    const calls = cloud.calls.map(({ action }) => action);
    const [error] = errors;
    if (error) throw error.originalError instanceof Error ? error.originalError : new Error(error.message);
    if (change.kind === "createListeners") {
      const { results } = data.createListeners as { results: Payload[] };
      const inputs = change.variables.inputs as Record<string, unknown>[];
      if (inputs.length === 0) {
        expect(results.map(({ problems }) => problems)).toMatchObject([[{ code: "INVALID_INPUT", path: ["inputs"] }]]);
        return expect(calls).toEqual([]);
      }
      expect(results).toHaveLength(inputs.length);
      for (const [index, result] of results.entries()) {
        count(this.manifest.key, "inputs");
        this.judgeProblems(result.problems, ["inputs", String(index)], inputs[index]!);
        if (result.problems.length === 0) await this.judgeListener(inputs[index]!, result);
      }
      return;
    }
    count(this.manifest.key, "inputs");
    const payload = data[change.kind] as Payload;
    const input = change.variables.input as Record<string, unknown>;
    this.judgeProblems(payload.problems, ["input"], input);
    const refused = payload.problems.filter(({ __typename }) => __typename === "InvalidInputProblem");
    if (refused.length > 0) {
      expect(calls.filter((action) => !READING.test(action))).toEqual([]);
      // A change may say what is there already, also of what cannot change: that takes a look.
      const mayBeThere = ({ code }: Problem) => change.kind.startsWith("update") && EXCUSABLE.includes(code);
      const told = refused.filter((problem) => !mayBeThere(problem));
      if (told.some(({ constraint }) => STATELESS.includes(constraint ?? "")) && calls.length > 0)
        this.blameState(told, calls);
    }
    if (payload.problems.length > 0) return;
    count(this.manifest.key, "accepted");
    if (change.kind === "createListener" || change.kind === "updateListener") await this.judgeListener(input, payload);
    if (payload.pool) await this.judgePool(input, payload);
  }

  /** Of a cloud's own rules some need its state; they bear the names of the cloud. */
  private blameState(refused: readonly Problem[], calls: readonly string[]): void {
    throw new Error(`Rules that need no cloud were told after ${calls.join(", ")}: ${JSON.stringify(refused)}`);
  }

  private judgeProblems(problems: readonly Problem[], root: readonly string[], input: Record<string, unknown>): void {
    for (const problem of problems) {
      count(
        this.manifest.key,
        problem.__typename === "InvalidInputProblem"
          ? "refused by rules"
          : `refused by the cloud: ${problem.code === "INVALID_INPUT" ? problem.message : problem.code}`,
      );
      expect(OUTAGES, JSON.stringify({ problem, input })).not.toContain(problem.code);
      expect(problem.message.length).toBeGreaterThan(5);
      expect(problem.message).not.toMatch(/undefined|\[object|NaN/);
      if (problem.path) expect(problem.path.slice(0, root.length)).toEqual(root);
    }
  }

  private async judgeListener(input: Record<string, unknown>, { listener }: Payload): Promise<void> {
    const { key, settingsKey } = this.manifest;
    const settings = settingsSelection(this.lab.schema, "Listener", settingsKey);
    const pools =
      "pools(first: 1) { nodes { algorithm healthMonitor { enabled protocol port path intervalSeconds timeoutSeconds healthyThreshold unhealthyThreshold } } }";
    const { data, errors } = await this.lab.ask(READ_LISTENER.replace("id name", `id ${settings} ${pools} name`), {
      id: listener?.id,
    });
    expect(errors).toEqual([]);
    expect([...listenerDifferences(input, data.listener, settingsKey)], JSON.stringify(input)).toEqual([]);
    const stored = JSON.stringify(this.lab.cloud.emulator.snapshot());
    if (typeof input.name === "string") expect(stored).toContain(JSON.stringify(input.name));
    count(key, "compared");
  }

  private async judgePool(input: Record<string, unknown>, { pool }: Payload): Promise<void> {
    const { key, settingsKey } = this.manifest;
    const settings = settingsSelection(this.lab.schema, "Pool", settingsKey);
    const { data, errors } = await this.lab.ask(READ_POOL.replace("id name", `id ${settings} name`), { id: pool?.id });
    expect(errors).toEqual([]);
    expect([...poolDifferences(input, data.pool, settingsKey)], JSON.stringify(input)).toEqual([]);
    count(key, "compared");
  }
}

describe("generated inputs", () => {
  const inputs = Math.ceil(INPUTS / providers.length);
  // A run of createListeners has several inputs.
  const runs = Math.ceil(inputs / 1.7);

  afterAll(() => {
    const lines = [...tally].map(
      ([cloud, counts]) =>
        `${cloud}: ${[...counts]
          .sort()
          .map(([what, number]) => `${what} ${number}`)
          .join(", ")}`,
    );
    console.log(`Generated inputs (seed ${seed}):\n${lines.join("\n")}`);
  });

  it.concurrent.each(providers.map((manifest) => [manifest.key, manifest] as const))(
    "never crash %s, reach it when a rule is broken, or come out as something else",
    async (_key, manifest) => {
      const { words, right } = await learn(manifest);
      const lab = await startInputLab(manifest);
      const judge = new Judge(lab, manifest);
      let run = 0;
      try {
        const property = fc.asyncProperty(changes(lab.schema, right, words), async (change) => {
          if (run++ % RUNS_PER_INVENTORY === 0) lab.cloud.emulator.reset();
          await judge.judge(change);
        });
        await fc.assert(property, { numRuns: runs, seed, endOnFailure: process.env.FUZZ_SHRINK === undefined });
      } finally {
        await lab.stop();
      }
      expect(tally.get(manifest.key)?.get("inputs")).toBeGreaterThanOrEqual(inputs);
      expect(tally.get(manifest.key)?.get("compared")).toBeGreaterThan(runs / 50);
    },
    480_000,
  );
});
