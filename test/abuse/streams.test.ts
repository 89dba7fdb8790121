import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { post } from "./support/client.js";
import { type Lab, startLab } from "./support/lab.js";
import { closeAll, openMany, openRaw, type RawConnection } from "./support/raw.js";

const FRAMES = 10_000;
const LISTENER = "id name urn etag status description portRanges { fromPort toPort } parent { id name nativeId }";
const FOLLOW = `subscription { listenerChanged { ${LISTENER} pools(first: 100) { nodes { id name } } } }`;
const eventsOf = (query: string) =>
  `GET /graphql?query=${encodeURIComponent(query)} HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\n\r\n`;
const INIT = '{"type":"connection_init"}';
const subscribe = (id: number) => JSON.stringify({ id: String(id), type: "subscribe", payload: { query: FOLLOW } });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Milliseconds within which an attacker is cut off. */
const CUT_OFF_MS = 15_000;

describe("clients of subscriptions", () => {
  let lab: Lab;
  let open: RawConnection[] = [];
  let sockets: WebSocket[] = [];
  beforeAll(async () => {
    lab = await startLab();
  });
  afterEach(async () => {
    closeAll(open);
    open = [];
    for (const socket of sockets) socket.terminate();
    sockets = [];
    await expect.poll(openStreams, { timeout: 10_000 }).toBe(0);
  });
  afterAll(() => lab.stop());

  async function openStreams(): Promise<number> {
    const text = await (await fetch(`${lab.program.origin}/metrics`)).text();
    const counts = [...text.matchAll(/^graphql_streams\{.*\} (\d+)$/gm)].map(([, count]) => Number(count));
    return counts.reduce((sum, count) => sum + count);
  }

  async function openSocket(): Promise<{ socket: WebSocket; closed: Promise<number> }> {
    const socket = new WebSocket(`${lab.program.origin.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    sockets.push(socket);
    const closed = new Promise<number>((resolve) => socket.once("close", resolve));
    await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
    socket.on("error", () => undefined);
    return { socket, closed };
  }
  const within = <T>(work: Promise<T>) => Promise.race([work, pause(CUT_OFF_MS).then(() => "nothing" as const)]);

  it("who open streams and do not read keep nobody out", async () => {
    const attack = "150 event streams that nobody reads, and changes for each of them";
    await lab.during(attack, async () => {
      open = await openMany(lab.program.origin, 150);
      for (const { socket } of open) socket.write(eventsOf(FOLLOW));
      await expect.poll(openStreams, { timeout: 10_000 }).toBe(100);
      for (const { socket } of open) socket.pause();
      const { data } = await lab.ask("{ listeners(first: 50) { nodes { id status } } }");
      const active = data.listeners.nodes.filter(({ status }: { status: string }) => status === "ACTIVE").slice(0, 5);
      for (const { id } of active)
        await lab.ask(
          "mutation ($input: UpdateListenerInput!) { updateListener(input: $input) { problems { code } } }",
          {
            input: { id, description: "followed" },
          },
        );
      await pause(2_000);
    });
  });

  const FLOODS: readonly (readonly [
    name: string,
    frame: (n: number, socket: WebSocket) => void,
    code: number | null,
  ])[] = [
    ["subscriptions", (n, socket) => socket.send(subscribe(n)), 4429],
    ["pings of the protocol above", (_n, socket) => socket.send('{"type":"ping","payload":{"a":1}}'), 4429],
    ["messages that nobody understands", (_n, socket) => socket.send("{}"), 4400],
    [
      "beginnings and ends of one",
      (n, socket) => socket.send(n % 2 ? '{"id":"1","type":"complete"}' : subscribe(1)),
      4429,
    ],
    ["pings of the protocol below", (_n, socket) => socket.ping("x".repeat(100)), null],
    ["empty frames", (_n, socket) => socket.send(""), 4400],
  ];
  it.each(FLOODS)(`${FRAMES} frames on a WebSocket: %s`, async (name, send, code) => {
    await lab.during(`${FRAMES} frames on a WebSocket: ${name}`, async () => {
      const { socket, closed } = await openSocket();
      socket.send(INIT);
      for (let n = 0; n < FRAMES; n += 1) send(n, socket);
      if (code !== null) expect(await within(closed)).toBe(code);
      else await pause(1_000);
    });
  });

  it("who do not introduce themselves on a WebSocket are cut off", async () => {
    await lab.during("200 WebSockets without connection_init", async () => {
      const opened = await Promise.all(Array.from({ length: 200 }, openSocket));
      const codes = await Promise.all(opened.map(({ closed }) => within(closed)));
      expect(new Set(codes)).toEqual(new Set([4408]));
    });
  });

  it("who send frames that are too large are cut off before these have arrived", async () => {
    await lab.during("huge frames on WebSockets", async () => {
      const whole = await openSocket();
      whole.socket.send("x".repeat(10 * 1024 * 1024));
      expect(await within(whole.closed)).toBe(1009);

      const pieces = await openSocket();
      for (let i = 0; i < 1_000; i += 1) pieces.socket.send("x".repeat(1024), { fin: false });
      expect(await within(pieces.closed)).toBe(1009);

      const announced = await openRaw(lab.program.origin);
      open.push(announced);
      announced.socket.write(
        "GET /graphql HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n" +
          "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n",
      );
      await expect.poll(announced.received).toContain("101 Switching Protocols");
      // A text of 2^52 bytes, masked.
      announced.socket.write(Buffer.from([0x81, 0xff, 0x00, 0x10, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]));
      expect(await announced.closed(CUT_OFF_MS)).toBe(true);
    });
  });

  it("who name an address for callbacks that is not listed cause no request there", async () => {
    let requests = 0;
    const inside = createServer((_request, response) => {
      requests += 1;
      response.writeHead(204).end();
    });
    await new Promise<void>((resolve) => inside.listen(0, "127.0.0.1", resolve));
    const { port } = inside.address() as AddressInfo;
    await lab.during("callbacks to private addresses", async () => {
      for (const host of ["127.0.0.1", "localhost", "[::1]", "169.254.169.254"]) {
        const subscription = { callbackUrl: `http://${host}:${port}/`, subscriptionId: "1", verifier: "1" };
        const body = JSON.stringify({ query: FOLLOW, extensions: { subscription } });
        const answer = await post(lab.program.origin, body, { accept: "application/json;callbackSpec=1.0" });
        expect(answer.errors[0]?.message).toContain("needs a stream");
      }
      expect(await openStreams()).toBe(0);
      expect(requests).toBe(0);
    });
    inside.close();
  });
});

describe("a thousand streams", () => {
  const STREAMS = 1_000;
  let lab: Lab;
  const open: RawConnection[] = [];
  beforeAll(async () => {
    lab = await startLab({ server: { subscriptions: { maxStreams: STREAMS, maxStreamsPerCaller: STREAMS } } });
  });
  afterAll(async () => {
    closeAll(open);
    await lab.stop();
  });

  it("have an event each while others are answered", async () => {
    const { data } = await lab.ask(
      "{ listeners(first: 50, filter: { providers: [HUAWEI_GA] }) { nodes { id status } } }",
    );
    const { id } = data.listeners.nodes.find(({ status }: { status: string }) => status === "ACTIVE");
    const begin = eventsOf(`subscription { listenerChanged(filter: { ids: ["${id}"] }) { description } }`);
    for (let i = 0; i < STREAMS / 100; i += 1) {
      const opened = await openMany(lab.program.origin, 100);
      open.push(...opened);
      for (const { socket } of opened) socket.write(begin);
      await expect
        .poll(() => opened.filter(({ received }) => received().includes(":\n\n")).length, { timeout: 10_000 })
        .toBe(100);
    }
    await lab.during("one difference, seen on a thousand streams", async () => {
      await lab.ask("mutation ($input: UpdateListenerInput!) { updateListener(input: $input) { problems { code } } }", {
        input: { id, description: "seen by all" },
      });
      const hasSeen = ({ received }: RawConnection) => received().includes("seen by all");
      await expect.poll(() => open.filter(hasSeen).length, { timeout: 30_000 }).toBe(STREAMS);
    });
  });
});
