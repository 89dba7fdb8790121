import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ask, codesOf } from "./support/client.js";
import { type Lab, startLab } from "./support/lab.js";
import {
  closeAll,
  openMany,
  openRaw,
  type RawConnection,
  unfinishedBody,
  unfinishedChunks,
  unfinishedHead,
  wholeRequest,
} from "./support/raw.js";
import { renamed } from "./support/renamed.js";

/** A few more than operations may be at work at the same time. */
const CONNECTIONS = 520;
/** Milliseconds within which an unfinished request is given up. */
const GIVEN_UP_MS = 15_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("clients that do not come to an end", () => {
  let lab: Lab;
  let open: RawConnection[] = [];
  beforeAll(async () => {
    lab = await startLab();
  });
  afterEach(async () => {
    closeAll(open);
    open = [];
    await pause(100);
  });
  afterAll(() => lab.stop());

  const HALTING: readonly (readonly [name: string, text: string])[] = [
    ["bodies of which one byte comes", unfinishedBody("{")],
    ["bodies of which nothing comes", unfinishedBody("")],
    ["bodies of which all but one byte comes", unfinishedBody(" ".repeat(999))],
    ["bodies in chunks without the last", unfinishedChunks()],
    ["headers without an end", unfinishedHead()],
    ["nothing at all", ""],
  ];
  it.each(HALTING)(`keep nobody out with ${CONNECTIONS} %s`, async (name, text) => {
    await lab.during(`${CONNECTIONS} × ${name}`, async () => {
      open = await openMany(lab.program.origin, CONNECTIONS);
      for (const { socket } of open) socket.write(text);
      await pause(1_000);
      const { data } = await ask(lab.program.origin, "{ cloudAccounts { id } }");
      expect(data.cloudAccounts).toHaveLength(lab.clouds.length);
    });
  });

  it("are given up: unfinished bodies and headers, trickles too", async () => {
    await lab.during("unfinished requests until they are given up", async () => {
      const halting = [unfinishedBody("{"), unfinishedChunks(), unfinishedHead()];
      open = await openMany(lab.program.origin, 2 * halting.length);
      for (const [index, { socket }] of open.entries()) socket.write(halting[index % halting.length]!);
      // Half of them continue with a byte now and then.
      const trickling = open.slice(halting.length);
      const trickle = setInterval(() => {
        for (const [index, { socket }] of trickling.entries())
          if (!socket.destroyed) socket.write(index === 1 ? "1\r\n \r\n" : " ");
      }, 300);
      const closed = await Promise.all(open.map((connection) => connection.closed(GIVEN_UP_MS)));
      clearInterval(trickle);
      expect(closed).toEqual(open.map(() => true));
    });
  }, 60_000);

  it("cost nobody else anything when they do not read what they asked for", async () => {
    // Long names make long answers with little work: it is their memory that counts.
    for (const cloud of lab.clouds) cloud.edit(/./, renamed(Number.POSITIVE_INFINITY, "n".repeat(16_000)));
    const large = "{ listeners(first: 60) { nodes { a: name b: name c: name } } }";
    const { text, ...whole } = await ask(lab.program.origin, large);
    expect(codesOf(whole)).toEqual([]);
    await lab.during(`200 answers of ${Math.round(text.length / 1024)} kB that nobody reads`, async () => {
      for (let group = 0; group < 20; group += 1) {
        const some = await openMany(lab.program.origin, 5);
        for (const { socket } of some) socket.pause().write(wholeRequest(large).repeat(2));
        open.push(...some);
        await pause(300);
      }
    });
    for (const cloud of lab.clouds) cloud.reset();
  });

  it("cost nobody else anything when they go away in the middle", async () => {
    await lab.during("500 clients that go away in the middle", async () => {
      for (let turn = 0; turn < 5; turn += 1) {
        const gone = await openMany(lab.program.origin, 100);
        for (const [index, { socket }] of gone.entries()) {
          socket.write(
            index % 2 === 0 ? wholeRequest("{ listeners(first: 50) { nodes { id } } }") : unfinishedBody("{"),
          );
          if (index % 3 === 0) socket.resetAndDestroy();
        }
        await pause(50);
        closeAll(gone);
      }
    });
  });

  it("cost nobody else anything with invalid requests", async () => {
    await lab.during("invalid requests", async () => {
      const odd = [
        "\0\0\0\0\r\n\r\n",
        "GET\r\n\r\n",
        `GET /${"a".repeat(100_000)} HTTP/1.1\r\n\r\n`,
        `POST /graphql HTTP/1.1\r\nhost: x\r\n${"x: y\r\n".repeat(20_000)}\r\n`,
        "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999999999999\r\n\r\n",
        "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
        "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}",
        "POST /graphql HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n",
        "POST /graphql HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 10\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n",
        "CONNECT x:1 HTTP/1.1\r\nhost: x\r\n\r\n",
        "GET /graphql HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
      ];
      for (const text of odd) {
        const connection = await openRaw(lab.program.origin);
        open.push(connection);
        connection.socket.write(text);
      }
      await pause(500);
    });
  });
});
