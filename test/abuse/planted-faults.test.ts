import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { codesOf } from "./support/client.js";
import { type Lab, startLab } from "./support/lab.js";
import { expectOnlyToSuffer, readLists } from "./support/lists.js";
import { busiestParent } from "./support/parents.js";

/** What makes the program fail wherever it is put into a URL, as an internal error would. */
const STUMBLE = "a planted fault";
const PLANT = `
  const encode = globalThis.encodeURIComponent;
  globalThis.encodeURIComponent = (text) => {
    if (String(text).includes(${JSON.stringify(STUMBLE)})) throw new TypeError("planted");
    return encode(text);
  };
`;

const CHANGES = `mutation ($a: CreateListenerInput!, $b: CreateListenerInput!, $c: CreateListenerInput!) {
  a: createListener(input: $a) { listener { id name } problems { code message } }
  b: createListener(input: $b) { listener { id name } problems { code message } }
  c: createListener(input: $c) { listener { id name } problems { code message } }
}`;
const MANY = `mutation ($inputs: [CreateListenerInput!]!) {
  createListeners(inputs: $inputs) { results { listener { id name } problems { code message } } }
}`;

describe("an internal error", () => {
  let lab: Lab;
  let port = 30_000;
  const input = async (key: string, description: string) => {
    port += 1;
    const id = await busiestParent(lab, key);
    return {
      parentId: id,
      protocol: "TCP",
      name: `n${port}`,
      description,
      portRanges: [{ fromPort: port, toPort: port }],
    };
  };
  beforeAll(async () => {
    lab = await startLab({ plant: PLANT });
  });
  afterEach(() => {
    for (const cloud of lab.clouds) {
      cloud.reset();
      cloud.running.emulator.reset();
    }
  });
  afterAll(() => lab.stop());

  it("while one account is read takes nobody else along, and is in the log", async () => {
    const accounts = lab.clouds.map(({ accountId }) => accountId);
    const before = await readLists(lab, accounts);
    const cloud = lab.cloud("alibaba-ga");
    cloud.edit(/^ListAccelerators$/, ({ json }) => {
      for (const accelerator of json.Accelerators) accelerator.AcceleratorId += ` ${STUMBLE}`;
    });
    await lab.during("an internal error while one account is read", async () => {
      const now = await readLists(lab, accounts);
      expectOnlyToSuffer(cloud.accountId, { ...before, listenerParents: now.listenerParents }, now);
      expect(now.listeners.isComplete).toBe(false);
    });
    const logged = lab.program.log.filter(({ level }) => level === "error").map((line) => JSON.stringify(line));
    expect(logged.join("\n")).toContain("planted");
  });

  it("in one of several changes does not hide what the others did", async () => {
    const [a, b, c] = [
      await input("huawei-elb", "first"),
      await input("alibaba-ga", STUMBLE),
      await input("huawei-ga", "third"),
    ];
    await lab.during("an internal error in one of three changes", async () => {
      const { data, errors } = await lab.ask(CHANGES, { a, b, c });
      expect(data?.a).toMatchObject({ listener: { name: a.name }, problems: [] });
      expect(data?.c).toMatchObject({ listener: { name: c.name }, problems: [] });
      expect(JSON.stringify([data?.b, errors])).toMatch(/reference/i);
      expect(data?.b?.listener ?? null).toBeNull();
    });
  });

  it("in one of many inputs does not hide what became of the others", async () => {
    const inputs = [
      await input("huawei-elb", "first"),
      await input("alibaba-ga", STUMBLE),
      await input("huawei-ga", "third"),
    ];
    await lab.during("an internal error in one of three inputs", async () => {
      const answer = await lab.ask(MANY, { inputs });
      const { results } = answer.data.createListeners;
      expect(results.map((result: { listener: unknown } | null) => result?.listener != null)).toEqual([
        true,
        false,
        true,
      ]);
      expect(codesOf(answer).length + (results[1]?.problems.length ?? 0)).toBeGreaterThan(0);
    });
  });
});
