import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { AccessConfig, GrantConfig, StaticTokenConfig } from "../../src/config/access.js";
import { Secret } from "../../src/config/secret.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

const ACCOUNT = "huawei-ga-sandbox";
const ROBOT = { authorization: "Bearer robot" };
const folder = mkdtempSync(join(tmpdir(), "kept-away-"));
afterAll(() => rmSync(folder, { recursive: true }));

const grant = (fields: Partial<GrantConfig>): GrantConfig =>
  Object.assign(new GrantConfig(), { callers: ["robot"], ...fields });

/** A server on the same store and the same inventory as the others here, with grants of its own. */
async function withGrants<T>(grants: GrantConfig[], work: (graph: RunningGraph) => Promise<T>): Promise<T> {
  const graph = await startGraph((config) => {
    config.store = join(folder, "changes.db");
    config.inventory.enabled = false;
    config.server.access = Object.assign(new AccessConfig(), {
      tokens: [Object.assign(new StaticTokenConfig(), { name: "robot", token: new Secret("robot") })],
      grants,
    });
  });
  try {
    return await work(graph);
  } finally {
    await graph.stop();
  }
}

interface Parent {
  readonly id: string;
  readonly nativeId: string;
  readonly status: string;
}
async function activeParents(graph: RunningGraph): Promise<Parent[]> {
  const { data } = await graph.ask(
    "query ($ids: [ID!]) { listenerParents(filter: { accountIds: $ids }, first: 20) { nodes { id nativeId status } } }",
    { ids: [ACCOUNT] },
    ROBOT,
  );
  return data.listenerParents.nodes.filter(({ status }: Parent) => status === "ACTIVE");
}
const create = async (graph: RunningGraph, parentId: string, fromPort: number) => {
  const input = { parentId, name: "kept", protocol: "TCP", portRanges: [{ fromPort }] };
  const { data } = await graph.ask(
    "mutation ($input: CreateListenerInput!) { createListener(input: $input) { change { id } problems { code message } } }",
    { input },
    ROBOT,
  );
  return data.createListener;
};
const look = (graph: RunningGraph, id: string) =>
  graph.ask("query ($id: ID!) { cloudChange(id: $id) { id } }", { id }, ROBOT);
/** An answer without the reference that each has of its own. */
const told = ({ data, errors }: Awaited<ReturnType<typeof look>>) => ({
  data,
  errors: errors?.map(({ message, extensions }) => ({ message, code: extensions?.code })),
});

describe("grants that end at some load balancers", () => {
  it("let those be changed and no other", async () => {
    const [mine, other] = await withGrants([grant({ actions: ["read"] })], activeParents);
    const bounds = [
      grant({ actions: ["read"] }),
      grant({ accounts: [ACCOUNT], actions: ["change"], parents: [mine!.nativeId] }),
    ];
    await withGrants(bounds, async (graph) => {
      expect(await activeParents(graph)).toContainEqual(mine);
      expect((await create(graph, mine!.id, 8_123)).problems).toEqual([]);
      expect(await create(graph, other!.id, 8_124)).toEqual({
        change: null,
        problems: [{ code: "ACCESS_DENIED", message: expect.stringContaining(`on ${mine!.nativeId}`) }],
      });
    });
  }, 60_000);
});

describe("a caller's own change", () => {
  it("does not exist for it any more once its account is taken away", async () => {
    const id = await withGrants([grant({ actions: ["read", "change"] })], async (graph) => {
      const [parent] = await activeParents(graph);
      const { change, problems } = await create(graph, parent!.id, 8_125);
      expect(problems).toEqual([]);
      expect((await look(graph, change.id)).data).toEqual({ cloudChange: { id: change.id } });
      return change.id as string;
    });
    await withGrants([grant({ accounts: ["elb-sandbox"], actions: ["read", "change", "audit"] })], async (graph) => {
      const gone = told(await look(graph, id));
      expect(gone).toMatchObject({ data: { cloudChange: null }, errors: [{ code: "NOT_FOUND" }] });
      expect(gone).toEqual(told(await look(graph, "00000000-0000-4000-8000-000000000000")));
      for (const field of ["cancelCloudChange", "recheckCloudChange"]) {
        const type = `${field[0]!.toUpperCase()}${field.slice(1)}Input`;
        const query = `mutation ($input: ${type}!) { ${field}(input: $input) { change { id } problems { code } } }`;
        const { data } = await graph.ask(query, { input: { id } }, ROBOT);
        expect(data[field]).toEqual({ change: null, problems: [{ code: "NOT_FOUND" }] });
      }
    });
  }, 60_000);
});
