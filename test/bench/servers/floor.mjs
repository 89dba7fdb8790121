/**
 * The floor: what is left when there is no GraphQL. A plain HTTP server that makes the same calls to the clouds with the
 * same signatures through undici, joins the answers by hand and writes the same JSON. No retries, no deadlines, no checks
 * of what the clouds answer.
 */
import "reflect-metadata";
import { createServer } from "node:http";
import { loadConfigFile } from "../../../build/config/load-config.js";
import { providers } from "../../../build/providers/registry.js";
import { alibaba, huawei } from "./floor-clouds.mjs";
import { refusedCreate } from "./hand-check.mjs";

const config = loadConfigFile(process.env.BENCH_CONFIG, providers, process.env);
const accounts = new Map(config.accounts.map((account) => [account.id, account]));

const SEPARATOR = "\u001f";
const idOf = (accountId, kind, key, hint) =>
  Buffer.from(["1", accountId, kind, key, ...(hint ? [hint] : [])].join(SEPARATOR)).toString("base64url");
function refOf(id) {
  const [, accountId, kind, key, hint] = Buffer.from(id, "base64url").toString().split(SEPARATOR);
  return { accountId, kind, key, hint };
}

function groupedBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

// Alibaba: Q1, Q2, Q4

const poolOf = (accountId, group) => ({
  id: idOf(accountId, "pool", group.EndpointGroupId, group.AcceleratorId),
  name: group.Name,
  members: {
    nodes: group.EndpointConfigurations.map(({ Endpoint, Weight }) => ({
      address: Endpoint,
      port: null,
      weight: Weight,
      health: "UNMONITORED",
    })),
  },
});

const listenerOf = (accountId, listener, groups) => ({
  id: idOf(accountId, "listener", listener.ListenerId, listener.AcceleratorId),
  name: listener.Name,
  protocol: listener.Protocol,
  status: listener.State === "active" ? "ACTIVE" : "UNKNOWN",
  portRanges: listener.PortRanges.map(({ FromPort, ToPort }) => ({ fromPort: FromPort, toPort: ToPort })),
  pools: { nodes: (groups ?? []).map((group) => poolOf(accountId, group)) },
});

const pageOf = { PageSize: 50, PageNumber: 1 };
const byListenerId = (a, b) => (a.ListenerId < b.ListenerId ? -1 : 1);

async function groupsOf(account, AcceleratorIds) {
  const answers = await Promise.all(
    AcceleratorIds.map((AcceleratorId) => alibaba(account, "ListEndpointGroups", { AcceleratorId, ...pageOf })),
  );
  return groupedBy(
    answers.flatMap(({ EndpointGroups }) => EndpointGroups),
    ({ ListenerId }) => ListenerId,
  );
}

async function one({ id }) {
  const { accountId, key } = refOf(id);
  const account = accounts.get(accountId);
  const listener = await alibaba(account, "DescribeListener", { ListenerId: key });
  const { AcceleratorId, ListenerId } = listener;
  const { EndpointGroups } = await alibaba(account, "ListEndpointGroups", { AcceleratorId, ListenerId, ...pageOf });
  return { listener: listenerOf(accountId, listener, EndpointGroups) };
}

async function many({ accounts: [accountId] }) {
  const account = accounts.get(accountId);
  const { Accelerators } = await alibaba(account, "ListAccelerators", pageOf);
  const ids = Accelerators.map(({ AcceleratorId }) => AcceleratorId)
    .sort()
    .slice(0, 3);
  const answers = await Promise.all(
    ids.map((AcceleratorId) => alibaba(account, "ListListeners", { AcceleratorId, ...pageOf })),
  );
  const listeners = answers.flatMap(({ Listeners }) => Listeners.sort(byListenerId)).slice(0, 100);
  const groups = await groupsOf(account, [...new Set(listeners.map(({ AcceleratorId }) => AcceleratorId))]);
  return { listeners: { nodes: listeners.map((one) => listenerOf(accountId, one, groups.get(one.ListenerId))) } };
}

async function entities({ representations }) {
  const refs = representations.map(({ id }) => refOf(id));
  const [{ accountId }] = refs;
  const account = accounts.get(accountId);
  const acceleratorIds = [...new Set(refs.map(({ hint }) => hint))];
  const answers = await Promise.all(
    acceleratorIds.map((AcceleratorId) => alibaba(account, "ListListeners", { AcceleratorId, ...pageOf })),
  );
  const byId = new Map(answers.flatMap(({ Listeners }) => Listeners).map((one) => [one.ListenerId, one]));
  const groups = await groupsOf(account, acceleratorIds);
  return { _entities: refs.map(({ key }) => listenerOf(accountId, byId.get(key), groups.get(key))) };
}

// Huawei Global Accelerator: Q2n, Q3, Q3d, M2

async function manyByPool({ accounts: [accountId] }) {
  const account = accounts.get(accountId);
  const page = await huawei(account, "GET", "/v1/listeners", { limit: 101 });
  const listeners = page.listeners.slice(0, 100);
  const { endpoint_groups } = await huawei(account, "GET", "/v1/endpoint-groups", { limit: 2000 });
  const groups = groupedBy(endpoint_groups, (group) => group.listeners[0]?.id);
  const read = async (id) => {
    const path = `/v1/endpoint-groups/${id}/endpoints`;
    return [id, (await huawei(account, "GET", path, { limit: 2000 })).endpoints];
  };
  const wanted = listeners.flatMap(({ id }) => groups.get(id) ?? []);
  const members = new Map(await Promise.all(wanted.map(({ id }) => read(id))));
  return {
    listeners: {
      nodes: listeners.map(({ id, name, protocol, status, port_ranges }) => ({
        id: idOf(accountId, "listener", id),
        name,
        protocol,
        status,
        portRanges: port_ranges.map(({ from_port, to_port }) => ({ fromPort: from_port, toPort: to_port })),
        pools: {
          nodes: (groups.get(id) ?? []).map((group) => ({
            id: idOf(accountId, "pool", group.id),
            name: group.name,
            members: {
              nodes: members
                .get(group.id)
                .sort((a, b) => (a.id < b.id ? -1 : 1))
                .map(({ ip_address, weight, health_state }) => ({
                  address: ip_address,
                  port: null,
                  weight,
                  health: health_state,
                })),
            },
          })),
        },
      })),
    },
  };
}

const fivePages =
  (field, read) =>
  async ({ accounts: [accountId], ...cursors }) => {
    const account = accounts.get(accountId);
    const pages = await Promise.all(
      [0, 1, 2, 3, 4].map(async (page) => {
        const after = cursors[`after${page}`];
        const marker = after && Buffer.from(after, "base64url").toString().split(SEPARATOR)[2];
        const { listeners } = await huawei(account, "GET", "/v1/listeners", { limit: 201, marker });
        const nodes = listeners.slice(0, 200).map((one) => ({
          id: idOf(accountId, "listener", one.id),
          name: one.name,
          protocol: one.protocol,
          status: one.status,
          [field]: read(one),
        }));
        return [`p${page}`, { nodes }];
      }),
    );
    return Object.fromEntries(pages);
  };

async function update({ input: { id, description } }) {
  const { accountId, key } = refOf(id);
  const account = accounts.get(accountId);
  await huawei(account, "GET", `/v1/listeners/${key}`);
  const { listener } = await huawei(account, "PUT", `/v1/listeners/${key}`, {}, { listener: { description } });
  const { id: nativeId, status, created_at, updated_at } = listener;
  const shown = status !== "PENDING" ? status : created_at === updated_at ? "CREATING" : "UPDATING";
  return {
    updateListener: {
      listener: { id: idOf(accountId, "listener", nativeId), description: listener.description, status: shown },
      problems: [],
    },
  };
}

const OPERATIONS = {
  Q1: one,
  Q2: many,
  Q2n: manyByPool,
  Q3: fivePages("nativeStatus", ({ status }) => status),
  Q3d: fivePages("createdAt", ({ created_at }) => created_at),
  Q4: entities,
  M1: async ({ input }) => ({ createListener: refusedCreate(input) }),
  M2: update,
};

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { operationName, variables } = JSON.parse(Buffer.concat(chunks).toString());
  const operation = OPERATIONS[operationName];
  const body = JSON.stringify(operation ? { data: await operation(variables) } : { data: {} });
  response.writeHead(200, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}).listen(config.server.port, "127.0.0.1");
