import { afterEach, describe, expect, it } from "vitest";
import { ask } from "./support/client.js";
import { type Lab, startLab } from "./support/lab.js";
import {
  closeAll,
  openMany,
  type RawConnection,
  unfinishedBody,
  unfinishedChunks,
  unfinishedHead,
  wholeRequest,
} from "./support/raw.js";

/** Milliseconds for a stop that waits only for clients that never finish. */
const STOP_MS = 8_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("SIGTERM", () => {
  let lab: Lab;
  let open: RawConnection[] = [];
  afterEach(async () => {
    closeAll(open);
    open = [];
    await lab.stop();
  });

  async function stopped(): Promise<{ code: number | null; ms: number }> {
    const startedAt = performance.now();
    lab.program.signal("SIGTERM");
    const { code } = await lab.program.ended();
    return { code, ms: performance.now() - startedAt };
  }

  it("does not wait for incomplete requests", async () => {
    lab = await startLab();
    open = await openMany(lab.program.origin, 520);
    const texts = [unfinishedBody("{"), unfinishedChunks(), unfinishedHead(), ""];
    for (const [index, { socket }] of open.entries()) socket.write(texts[index % texts.length]!);
    await pause(300);
    const { code, ms } = await stopped();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(STOP_MS);
  });

  it("does not wait for clients that do not read their answers", async () => {
    lab = await startLab({ listeners: 200 });
    const large =
      "{ a: listeners(first: 200) { nodes { id name urn etag portRanges { fromPort toPort } } } b: listeners(first: 200) { nodes { id name urn nativeStatus } } }";
    open = await openMany(lab.program.origin, 100);
    for (const { socket } of open) {
      socket.pause();
      for (let again = 0; again < 20; again += 1) socket.write(wholeRequest(large));
    }
    await pause(3_000);
    const { code, ms } = await stopped();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(STOP_MS);
  });

  it("finishes complete requests, and says that it accepts no more", async () => {
    lab = await startLab();
    const cloud = lab.cloud("huawei-elb");
    cloud.replace(/^ListListeners$/, (response) => {
      setTimeout(() => response.writeHead(200, { "content-type": "application/json" }).end('{"listeners":[]}'), 1_500);
    });
    open = await openMany(lab.program.origin, 50);
    for (const { socket } of open) socket.write(unfinishedBody("{"));
    const running = ask(
      lab.program.origin,
      `{ listeners(filter: { accountIds: ["${cloud.accountId}"] }) { isComplete nodes { id } } }`,
    );
    await expect.poll(() => cloud.countCalls(/^ListListeners$/), { timeout: 5_000 }).toBe(1);
    const stopping = stopped();
    await pause(100);
    const { status } = await fetch(`${lab.program.origin}/readyz`);
    expect(status).toBe(503);
    expect((await running).data.listeners).toEqual({ isComplete: true, nodes: [] });
    const { code, ms } = await stopping;
    expect(code).toBe(0);
    expect(ms).toBeLessThan(STOP_MS);
  });
});
