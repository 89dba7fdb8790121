import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { codesOf } from "./support/client.js";
import { DOTTED_KEYS, forged } from "./support/forged-ids.js";
import { type Lab, type LabCloud, startLab } from "./support/lab.js";

const READ = `query ($listener: ID!, $pool: ID!, $parent: ID!, $entities: [_Any!]!) {
  listener(id: $listener) { name }
  pool(id: $pool) { name }
  listenerParent(id: $parent) { name listeners { nodes { id } } }
  _entities(representations: $entities) { __typename }
}`;
const LIST = `query ($parent: ID!) {
  listeners(filter: { parentId: $parent }) { nodes { id } sourceProblems { code } }
  pools(filter: { parentId: $parent }) { nodes { id } sourceProblems { code } }
}`;
const CHANGE = `mutation ($listener: ID!, $pool: ID!, $parent: ID!) {
  a: updateListener(input: { id: $listener, name: "renamed" }) { problems { code } }
  b: deleteListener(input: { id: $listener }) { problems { code } }
  c: updatePool(input: { id: $pool, name: "renamed" }) { problems { code } }
  d: deletePool(input: { id: $pool }) { problems { code } }
  e: setPoolMembers(input: { poolId: $pool, members: [] }) { problems { code } }
  f: createListener(input: { parentId: $parent, protocol: TCP, portRanges: [{ fromPort: 4321, toPort: 4321 }] }) { problems { code } }
  g: createPool(input: { listenerId: $listener, protocol: TCP }) { problems { code } }
}`;

/** The codes that refuse an unknown id. */
const GONE = ["NOT_FOUND", "INVALID_INPUT", "UNSUPPORTED", "IMMUTABLE_FIELD"];

interface Forged {
  readonly listener: string;
  readonly pool: string;
  readonly parent: string;
}

/** The clouds that put ids into paths; the others send them as parameters. */
const BY_PATH = ["huawei-elb", "huawei-elb-classic", "huawei-ga"];

/** Children differ from cloud to cloud: every key alone, after a parent's, and with a hint. */
function forgeries({ key, accountId }: LabCloud, id: string): Forged[] {
  const parent = ["huawei-elb", "huawei-elb-classic"].includes(key) ? "load-balancer" : "accelerator";
  const make = (composed: string, hint?: string): Forged => ({
    listener: forged(accountId, "listener", composed, hint),
    pool: forged(accountId, "pool", composed, hint),
    parent: forged(accountId, parent, composed, hint),
  });
  return [make(id), make(`known/${id}`), make(`${id}/known`), make(id, id)];
}

/** Requests that are no operation of the cloud, or not to one object: "/listeners/" and the like. */
const astray = ({ targets, countCalls }: LabCloud): readonly string[] => {
  const odd = targets.filter((target) => /\/(\?|$)/.test(target.replace(/ \/(\?|$)/, " ")));
  return countCalls(/^unknown$/) > 0 ? [...odd, "something that is no operation"] : odd;
};

describe("ids that a URL would make something else of", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab.stop());

  it.each(providers.map(({ key }) => key))("%s: from a caller", async (key) => {
    const cloud = lab.cloud(key);
    cloud.reset();
    await lab.during(`dotted ids at ${key}`, async () => {
      for (const id of BY_PATH.includes(key) ? DOTTED_KEYS : DOTTED_KEYS.slice(0, 5)) {
        for (const { listener, pool, parent } of forgeries(cloud, id)) {
          const entities = [
            { __typename: "Listener", urn: `${cloud.accountId}:listener:${id}` },
            { __typename: "Pool", urn: `${cloud.accountId}:pool:${id}` },
            { __typename: "LoadBalancer", urn: `${cloud.accountId}:load-balancer:${id}` },
            { __typename: "Accelerator", urn: `${cloud.accountId}:accelerator:${id}` },
          ];
          const answers = [
            await lab.ask(READ, { listener, pool, parent, entities }),
            await lab.ask(LIST, { parent }),
            await lab.ask(CHANGE, { listener, pool, parent }),
          ];
          for (const answer of answers) expect(codesOf(answer), id).not.toContain("INTERNAL_SERVER_ERROR");
          const { data } = answers[2]!;
          const codes = Object.values(data as Record<string, { problems: { code: string }[] }>);
          for (const { problems } of codes) expect(GONE, `${id}: ${answers[2]!.text}`).toContain(problems[0]?.code);
        }
      }
    });
    expect(astray(cloud)).toEqual([]);
  });

  it.each(BY_PATH)("%s: no request at all for dots alone", async (key) => {
    const cloud = lab.cloud(key);
    cloud.reset();
    for (const id of [".", ".."]) {
      const { listener, pool, parent } = forgeries(cloud, id)[0]!;
      const answer = await lab.ask(READ, { listener, pool, parent, entities: [] });
      expect(codesOf(answer)).toEqual(["NOT_FOUND"]);
    }
    expect(cloud.targets).toEqual([]);
  });

  const LISTED: readonly (readonly [key: string, actions: RegExp, collection: string])[] = [
    ["huawei-elb", /^ListListeners$/, "listeners"],
    ["huawei-elb", /^ListPools$/, "pools"],
    ["huawei-elb", /^ListMembers$/, "members"],
    ["huawei-elb", /^ListLoadbalancers$/, "loadbalancers"],
    ["huawei-ga", /^ListListeners$/, "listeners"],
    ["huawei-ga", /^ListEndpointGroups$/, "endpoint_groups"],
    ["huawei-ga", /^ListEndpoints$/, "endpoints"],
    ["huawei-ga", /^ListAccelerators$/, "accelerators"],
    ["huawei-elb-classic", /^ListListeners$/, ""],
    ["huawei-elb-classic", /^ListMembers$/, ""],
    ["huawei-elb-classic", /^ListLoadbalancers$/, "loadbalancers"],
  ];
  const EVERYTHING = `query ($ids: [ID!]) { listeners(first: 20, filter: { accountIds: $ids }) { nodes { id name parent { id listeners(first: 3) { nodes { id } } } pools { nodes { id healthMonitor { enabled } members { nodes { id address } } } } } } }`;
  const CLEAR = `mutation ($id: ID!) { setPoolMembers(input: { poolId: $id, members: [] }) { problems { code message } } }`;
  const CLOSE = `mutation ($id: ID!) { deleteListener(input: { id: $id, cascade: true }) { problems { code message } } }`;

  it.each(LISTED.flatMap(([key, actions, collection]) => [".", ".."].map((id) => ({ key, actions, collection, id }))))(
    "$key: $id as an id in $actions",
    async ({ key, actions, collection, id }) => {
      const cloud = lab.cloud(key);
      cloud.reset();
      cloud.edit(actions, ({ json }) => {
        const [first] = collection === "" ? json : (json[collection] ?? []);
        if (first) first.id = id;
      });
      await lab.during(`${id} as an id in ${key} ${actions}`, async () => {
        const { data, ...answer } = await lab.ask(EVERYTHING, { ids: [cloud.accountId] });
        expect(codesOf(answer)).not.toContain("INTERNAL_SERVER_ERROR");
        const { nodes } = data.listeners as { nodes: { id: string; pools: { nodes: { id: string }[] } }[] };
        const pools = nodes.flatMap((listener) => listener.pools.nodes).slice(0, 2);
        for (const pool of pools) expect(codesOf(await lab.ask(CLEAR, { id: pool.id }))).toEqual([]);
        const [listener] = nodes;
        if (listener) expect(codesOf(await lab.ask(CLOSE, { id: listener.id }))).toEqual([]);
      });
      expect(astray(cloud)).toEqual([]);
      cloud.running.emulator.reset();
    },
  );
});
