import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
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

beforeEach(async () => {
  port = await freePort();
  redis = await startRedis();
}, 60_000);
afterEach(() => void redis.kill("SIGKILL"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("callers' budgets in Redis", () => {
  it("are shared by replicas", async () => {
    const [one, two] = await Promise.all([startReplica(100), startReplica(100)]);
    try {
      const statuses = [];
      for (let i = 0; i < 8; i += 1) statuses.push((await (i % 2 === 0 ? one : two).ask(QUERY)).status);
      const alone = statuses.filter((status) => status === 200).length;
      expect(statuses).toContain(429);
      // Each for itself would have let all of them through.
      expect(alone).toBeLessThan(statuses.length);
      expect((await one.ask(QUERY)).status).toBe(429);
      expect((await two.ask(QUERY)).status).toBe(429);
    } finally {
      await Promise.all([one.stop(), two.stop()]);
    }
  });

  it.each<[how: string, signal: NodeJS.Signals]>([
    ["stops answering", "SIGSTOP"],
    ["is killed", "SIGKILL"],
  ])("keep nobody waiting when Redis %s in the midst of requests, and hold in each replica", async (how, signal) => {
    const graph = await startReplica(2_000);
    try {
      const took: number[] = [];
      const ask = async (): Promise<number> => {
        const startedAt = performance.now();
        const { status } = await graph.ask("{ __typename }");
        took.push(performance.now() - startedAt);
        return status;
      };
      // Sixteen clients, one request after the other; without time limits those after the signal are never answered.
      const load = async (each: number) => {
        took.length = 0;
        const clients = Array.from({ length: 16 }, async () => {
          for (let i = 0; i < each; i += 1) expect(await ask()).toBe(200);
        });
        await Promise.all(clients);
        return Math.max(...took);
      };
      await load(5);
      const usual = await load(10);
      const underway = load(20);
      redis.kill(signal);
      const worst = await underway;
      const ms = (time: number) => `${Math.round(time)} ms`;
      console.log(`Redis ${how}: the slowest request took ${ms(worst)}; ${ms(usual)} before`);
      const statuses = [];
      for (let i = 0; i < 90; i += 1) statuses.push((await graph.ask(QUERY)).status);
      expect(statuses[0]).toBe(200);
      expect(statuses.at(-1)).toBe(429);
    } finally {
      await graph.stop();
    }
  });
});
