import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, startLab } from "./support/lab.js";
import { expectOnlyToSuffer, type Lists, readLists } from "./support/lists.js";
import type { CloudAnswer } from "./support/proxy.js";

/** Full pages: fifty on each accelerator or channel. */
const LISTENERS = 100;
/** How many times the usual number of calls the three lists may take. */
const MORE_CALLS = 3;

interface Cloud {
  readonly key: string;
  readonly actions: RegExp;
  readonly lie: (answer: CloudAnswer, total: unknown) => void;
}
/** The clouds that report a total. */
const CLOUDS: readonly Cloud[] = [
  {
    key: "alibaba-ga",
    actions: /^List(Accelerators|Listeners|EndpointGroups)$/,
    lie: ({ json }, total) => {
      json.TotalCount = total;
    },
  },
  {
    key: "tencent-gaap",
    actions: /^Describe(TCP|UDP|HTTP|HTTPS)Listeners$|^DescribeProxies$|^DescribeProxyGroupList$/,
    lie: ({ json }, total) => {
      json.Response.TotalCount = total;
    },
  },
];

const TOTALS: readonly unknown[] = [
  5_000,
  1_000_000,
  100_000_000,
  Number.MAX_SAFE_INTEGER,
  1e300,
  1,
  0,
  -1,
  0.5,
  "many",
  "100",
  null,
  undefined,
  [1_000_000],
];

describe("a cloud that reports a wrong total", () => {
  let lab: Lab;
  const before = new Map<string, { readonly lists: Lists; readonly calls: number }>();
  const accountsOf = (key: string) => [lab.cloud(key).accountId, lab.cloud("huawei-ga").accountId];

  beforeAll(async () => {
    lab = await startLab({ listeners: LISTENERS });
    for (const { key } of CLOUDS) {
      const lists = await readLists(lab, accountsOf(key));
      before.set(key, { lists, calls: lab.cloud(key).countCalls() });
    }
  });
  afterAll(() => lab.stop());

  const cases = CLOUDS.flatMap((cloud) => TOTALS.map((total) => ({ ...cloud, total })));
  it.each(cases)("affects no other account: $key, $total", async ({ key, actions, lie, total }) => {
    const cloud = lab.cloud(key);
    const { lists, calls } = before.get(key)!;
    cloud.reset();
    cloud.edit(actions, (answer) => lie(answer, total));
    await lab.during(`${key} says ${JSON.stringify(total)} in all`, async () => {
      expectOnlyToSuffer(cloud.accountId, lists, await readLists(lab, accountsOf(key)));
    });
    expect(cloud.countCalls(), "calls").toBeLessThanOrEqual(MORE_CALLS * calls);
  });
});
