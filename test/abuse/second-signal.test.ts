import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ask } from "./support/client.js";
import { type Lab, startLab } from "./support/lab.js";

const PARENTS =
  "query ($account: ID!) { listenerParents(first: 1, filter: { accountIds: [$account] }) { nodes { id } } }";
const CREATE = `mutation ($parentId: ID!) {
  createListener(input: { parentId: $parentId, protocol: TCP, portRanges: [{ fromPort: 4321, toPort: 4321 }] }) { problems { code } }
}`;
/** Milliseconds for an end that waits for nobody. */
const AT_ONCE_MS = 2_000;

describe("a signal to stop", () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await startLab({ server: { limits: { drainMs: 60_000 } } });
  });
  afterEach(() => lab.stop());

  /** A change that its cloud does not come to an end with, until it is let go. */
  async function hangingChange() {
    const cloud = lab.cloud("huawei-elb");
    const { data } = await ask(lab.program.origin, PARENTS, { account: cloud.accountId });
    const letGo: (() => void)[] = [];
    cloud.replace(/^CreateListener$/, (response) => {
      letGo.push(() => response.writeHead(400, { "content-type": "application/json" }).end("{}"));
    });
    const answer = ask(lab.program.origin, CREATE, { parentId: data.listenerParents.nodes[0].id });
    await expect.poll(() => letGo.length, { timeout: 5_000 }).toBe(1);
    return { answer, letGo: () => letGo[0]!() };
  }
  const lines = () => lab.program.log.map(({ msg, operations, changes }) => ({ msg, operations, changes }));
  const toldToStop = () =>
    expect.poll(() => lines().map(({ msg }) => msg)).toContainEqual(expect.stringContaining("stopping"));

  it("lets what is in flight come to its end, and ends with 0", async () => {
    const { answer, letGo } = await hangingChange();
    lab.program.signal("SIGTERM");
    await toldToStop();
    expect(lab.program.ending).toBeNull();
    letGo();
    expect((await answer).data.createListener.problems).toHaveLength(1);
    expect(await lab.program.ended()).toEqual({ code: 0, signal: null });
  });

  it.each(["SIGTERM", "SIGINT"] as const)(
    "comes a second time, as %s: what is in flight is counted, answered and cut off",
    async (second) => {
      const { answer } = await hangingChange();
      lab.program.signal("SIGTERM");
      await toldToStop();
      const startedAt = performance.now();
      lab.program.signal(second);
      expect(await lab.program.ended()).toEqual({ code: 3, signal: null });
      expect(performance.now() - startedAt).toBeLessThan(AT_ONCE_MS);
      expect(await answer).toMatchObject({ status: 503, errors: [{ extensions: { code: "OUTCOME_UNKNOWN" } }] });
      await expect.poll(lines).toContainEqual({
        msg: "second signal: cutting off what is in flight",
        // Somebody else may have asked something.
        operations: expect.toSatisfy((operations) => operations >= 1),
        changes: 1,
      });
    },
  );
});
