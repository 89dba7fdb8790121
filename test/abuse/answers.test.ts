import type { ServerResponse } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { codesOf } from "./support/client.js";
import { type Lab, startLab } from "./support/lab.js";
import { expectOnlyToSuffer, type Lists, readLists } from "./support/lists.js";
import type { Standin } from "./support/proxy.js";
import { renamed } from "./support/renamed.js";

const MEGABYTE = 1024 * 1024;
/** Milliseconds: the deadline of a query and a margin. */
const DEADLINE_MS = 12_000;
const ANY = /./;

/** Sends pieces for as long as the client reads them. */
function endless(head: string, piece: string, headers: Record<string, string>): Standin {
  return (response: ServerResponse) => {
    response.writeHead(200, { "content-type": "application/json", ...headers });
    response.write(head);
    const more = () => {
      while (!response.destroyed && response.write(piece));
    };
    response.on("drain", more);
    more();
  };
}

/** Answers that look well-formed and are far too long. */
const LONG: readonly (readonly [name: string, standin: Standin])[] = [
  [
    "17 MB of blanks",
    (response) => response.writeHead(200, { "content-type": "application/json" }).end(`{${" ".repeat(17 * MEGABYTE)}}`),
  ],
  [
    "15 MB of objects, which is allowed",
    (response) =>
      response.writeHead(200, { "content-type": "application/json" }).end(`[${"{},".repeat(5 * MEGABYTE - 10)}{}]`),
  ],
  [
    "2,000,000 lists in one another",
    (response) =>
      response
        .writeHead(200, { "content-type": "application/json" })
        .end("[".repeat(2_000_000) + "]".repeat(2_000_000)),
  ],
  ["blanks without an end", endless("{", " ".repeat(64 * 1024), {})],
  ["an endless list", endless('{"listeners":[{}', ',{"id":"x"}'.repeat(4_000), {})],
  ["a length that is a lie", endless("{", " ".repeat(64 * 1024), { "content-length": "99999999999" })],
  [
    "headers of 100 kB",
    (response) =>
      response.writeHead(200, { "x-long": "a".repeat(100_000), "content-type": "application/json" }).end("{}"),
  ],
];

describe("an oversized or endless answer", () => {
  let lab: Lab;
  let accounts: string[];
  let before: Lists;
  beforeAll(async () => {
    lab = await startLab();
    accounts = lab.clouds.map(({ accountId }) => accountId);
    before = await readLists(lab, accounts);
  });
  afterEach(() => {
    for (const cloud of lab.clouds) cloud.reset();
  });
  afterAll(() => lab.stop());

  it.each(LONG)("affects only the account of the cloud that sends it: %s", async (name, standin) => {
    const cloud = lab.cloud("huawei-elb");
    cloud.replace(ANY, standin);
    await lab.during(`one cloud answers ${name}`, async () => {
      expectOnlyToSuffer(cloud.accountId, before, await readLists(lab, accounts));
    });
  });

  it.each(LONG)("fails every account before the deadline when all clouds send it: %s", async (name, standin) => {
    for (const cloud of lab.clouds) cloud.replace(ANY, standin);
    await lab.during(`all clouds answer ${name}`, async () => {
      const startedAt = performance.now();
      const { listeners } = await readLists(lab, accounts);
      expect(performance.now() - startedAt, "milliseconds").toBeLessThan(DEADLINE_MS);
      expect(listeners.isComplete).toBe(false);
      expect(listeners.sourceProblems).toHaveLength(accounts.length);
    });
  });

  const long = "n".repeat(MEGABYTE);
  it.each(providers.map(({ key }) => key))("with names of 1 MB causes no internal error: %s", async (key) => {
    const cloud = lab.cloud(key);
    cloud.edit(ANY, renamed(8, long));
    await lab.during(`names of 1 MB at ${key}`, async () => {
      const query = `{ listeners(first: 200, filter: { accountIds: ["${cloud.accountId}"] }) { nodes { name parent { name } } } }`;
      expect(codesOf(await lab.ask(query))).not.toContain("INTERNAL_SERVER_ERROR");
    });
  });

  it("with names of 1 MB is bounded under 25 aliases", async () => {
    for (const cloud of lab.clouds) cloud.edit(ANY, renamed(8, long));
    await lab.during("names of 1 MB under 25 aliases", async () => {
      const aliases = Array.from({ length: 25 }, (_, index) => `a${index}: name`).join(" ");
      for (let run = 0; run < 3; run += 1) {
        const answer = await lab.ask(`{ listeners(first: 200) { nodes { ${aliases} } } }`);
        expect(codesOf(answer)).not.toContain("INTERNAL_SERVER_ERROR");
        expect(answer.text.length).toBeLessThan(64 * MEGABYTE);
      }
    });
  });
});
