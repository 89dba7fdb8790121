import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Secret } from "../../src/config/secret.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

const QUERY = "{ listeners(first: 20) { nodes { id name } } }";
const folder = mkdtempSync(join(tmpdir(), "redis-"));
let port: number;
let redis: ChildProcess;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return free;
}

function startRedis(): Promise<ChildProcess> {
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder];
  const process = spawn("redis-server", args, { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    process.once("error", reject);
    process.stdout!.on("data", (text) => {
      if (String(text).includes("eady to accept connections")) resolve(process);
    });
  });
}

async function startReplica(costPerMinute: number): Promise<RunningGraph> {
  const graph = await startGraph((config) => {
    config.server.limits.callerCostPerMinute = costPerMinute;
    config.server.sharedState = new Secret(`redis://127.0.0.1:${port}`);
  });
  // Until it is connected, each counts for itself.
  await new Promise((resolve) => setTimeout(resolve, 500));
  return graph;
}

beforeAll(async () => {
  port = await freePort();
  redis = await startRedis();
});
afterAll(() => {
  redis.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

describe("callers' budgets in Redis", () => {
  it("are shared by replicas", async () => {
    const [one, two] = await Promise.all([startReplica(100), startReplica(100)]);
    try {
      const statuses = [];
      for (let i = 0; i < 8; i += 1) statuses.push((await (i % 2 === 0 ? one : two).ask(QUERY)).status);
      const alone = statuses.filter((status) => status === 200).length;
      expect(statuses).toContain(429);
      // Each for itself would have let twice as many through.
      expect(alone).toBeLessThanOrEqual(4);
      expect((await one.ask(QUERY)).status).toBe(429);
      expect((await two.ask(QUERY)).status).toBe(429);
    } finally {
      await Promise.all([one.stop(), two.stop()]);
    }
  });

  it("keep nobody waiting when Redis is killed in the midst of requests", async () => {
    const graph = await startReplica(1_000_000_000);
    try {
      const took: number[] = [];
      const ask = async () => {
        const startedAt = performance.now();
        const { status } = await graph.ask("{ __typename }");
        took.push(performance.now() - startedAt);
        expect(status).toBe(200);
      };
      for (let i = 0; i < 50; i += 1) await ask();
      const usual = Math.max(...took.slice(10));
      redis.kill("SIGKILL");
      took.length = 0;
      for (let i = 0; i < 200; i += 1) await ask();
      // What Redis may add to a request, on top of the slowest one before.
      expect(Math.max(...took)).toBeLessThan(usual + 50);
    } finally {
      await graph.stop();
    }
  });
});
