import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { type EditedCloud, editAnswersOf } from "../support/edited-answers.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

/** Fields that name sets: their order says nothing. */
const SETS = [
  ...["port_ranges", "PortRanges", "PortOverrides", "tags", "Tags", "EndpointConfigurations", "endpoints", "members"],
  ...["RealServerSet", "StatusCode", "TLSSupportVersion", "PolyClientCertificateAliasInfo", "backend_members"],
];
/** Fields with words of a vendor's vocabulary, whose case says nothing. */
const WORDS = [
  ...[
    "Protocol",
    "ClientAffinity",
    "HttpVersion",
    "SecurityPolicyId",
    "EndpointRequestProtocol",
    "HealthCheckProtocol",
  ],
  ...[
    "EndpointIpVersion",
    "Type",
    "protocol",
    "client_affinity",
    "resource_type",
    "lb_algorithm",
    "type",
    "backend_protocol",
  ],
  ...["ssl_ciphers", "healthcheck_protocol", "Scheduler", "RealServerType", "ForwardProtocol", "CheckType", "Method"],
  ...["TLSCiphers", "tls_ciphers_policy", "ServerNameIndicationSwitch", "EndpointGroupType", "EndpointProtocolVersion"],
];
const HOSTS = [...["Endpoint", "RealServerIP", "ip_address", "ForwardHost", "ServerNameIndication", "HealthCheckHost"]];
/** Fields in which no value can be 0. */
const NOT_SET = [
  ...[
    "monitor_port",
    "protocol_port",
    "delay",
    "timeout",
    "max_retries",
    "max_retries_down",
    "created_at",
    "updated_at",
  ],
  ...[
    "healthcheck_connect_port",
    "healthcheck_timeout",
    "healthcheck_interval",
    "healthy_threshold",
    "unhealthy_threshold",
  ],
  ...[
    "create_time",
    "update_time",
    "backend_port",
    "port",
    "interval",
    "HealthCheckPort",
    "HealthCheckIntervalSeconds",
  ],
  ...[
    "ThresholdCount",
    "CreateTime",
    "DelayLoop",
    "ConnectTimeout",
    "HealthyThreshold",
    "UnhealthyThreshold",
    "CheckPort",
  ],
  "RealServerPort",
];
const TEXTS = ["description", "Description"];

const isHostName = (value: string) => /^[a-z\d-]+(\.[a-z\d-]+)*\.[a-z]+$/.test(value);
const otherCase = (value: string) => (value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase());

function inPieces(range: unknown): unknown[] {
  const { FromPort, ToPort, from_port, to_port } = range as Record<string, unknown>;
  const pieces = (from: string, to: string, [first, last]: number[]) =>
    first! < last!
      ? [
          { [from]: first! + 1, [to]: last },
          { [from]: first, [to]: first! + 1 },
        ]
      : [range];
  if (FromPort !== undefined) return pieces("FromPort", "ToPort", [Number(FromPort), Number(ToPort)]);
  return from_port === undefined ? [range] : pieces("from_port", "to_port", [Number(from_port), Number(to_port)]);
}

/** The same in another form. */
function otherForm(value: unknown, path: readonly string[]): unknown {
  const name = path.filter((step) => step !== "*").at(-1) ?? "";
  if (typeof value === "string" && path.at(-1) !== "*") {
    if (WORDS.includes(name)) return otherCase(value);
    if (HOSTS.includes(name) && isHostName(value)) return `${value.toUpperCase()}.`;
  }
  if (TEXTS.includes(name)) return value === "" ? null : (value ?? "");
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, held]) => [
    key,
    SETS.includes(key) && Array.isArray(held) ? held.flatMap(inPieces).reverse() : held,
  ]);
  return Object.fromEntries(entries.reverse());
}

const ETAGS = `query ($provider: CloudProvider!) {
  listeners(first: 200, filter: { providers: [$provider] }) { isComplete nodes { id etag frozen { isFrozen } } }
  pools(first: 200, filter: { providers: [$provider] }) { isComplete nodes { id etag } }
}`;

let graph: RunningGraph;
const edited = new Map<string, EditedCloud>();
beforeAll(async () => {
  graph = await startGraph();
  for (const cloud of graph.app.sandbox!.clouds) edited.set(cloud.key, editAnswersOf(cloud));
});
afterEach(() => {
  for (const cloud of edited.values()) cloud.edit(null);
});
afterAll(() => graph.stop());

describe.each(providers)("$name", ({ key, name: provider }) => {
  const read = async () => (await graph.ask(ETAGS, { provider })).data;

  it("gives the same etags to what its cloud tells in another form", async () => {
    const plain = await read();
    const seen = new Set<unknown>();
    edited.get(key)!.edit((value, path) => {
      const other = otherForm(value, path);
      if (JSON.stringify(other) !== JSON.stringify(value)) seen.add(path.at(-1));
      return other;
    });
    const other = await read();
    expect(seen.size).toBeGreaterThan(3);
    for (const list of ["listeners", "pools"]) {
      expect(other[list].isComplete).toBe(true);
      const etags = (nodes: { id: string; etag: string }[]) =>
        Object.fromEntries(nodes.map(({ id, etag }) => [id, etag]));
      expect(etags(other[list].nodes)).toEqual(etags(plain[list].nodes));
    }
  });

  it("takes an etag of a list whose answer had another form", async () => {
    edited.get(key)!.edit(otherForm);
    const { listeners, pools } = await read();
    edited.get(key)!.edit(null);
    const [listener] = listeners.nodes.filter(
      ({ frozen }: { frozen: { isFrozen: boolean } | null }) => !frozen?.isFrozen,
    );
    const [pool] = pools.nodes;
    const { data } = await graph.ask(
      `mutation ($listener: UpdateListenerInput!, $pool: UpdatePoolInput!) {
        updateListener(input: $listener) { problems { ... on ChangeProblem { code } } }
        updatePool(input: $pool) { problems { ... on ChangeProblem { code } } }
      }`,
      { listener: { id: listener.id, ifMatch: listener.etag }, pool: { id: pool.id, ifMatch: pool.etag } },
    );
    expect(data).toEqual({ updateListener: { problems: [] }, updatePool: { problems: [] } });
  });

  it("takes 0 for what is not set: ports, times, intervals and thresholds", async () => {
    edited.get(key)!.edit((value, path) => (NOT_SET.includes(path.at(-1) ?? "") && value !== null ? 0 : value));
    const { data, errors } = await graph.ask(
      `query ($provider: CloudProvider!) {
        listeners(first: 200, filter: { providers: [$provider] }) { isComplete nodes { createdAt updatedAt portRanges { fromPort toPort } } }
        pools(first: 200, filter: { providers: [$provider] }) { isComplete nodes {
          createdAt updatedAt
          healthMonitor { port intervalSeconds timeoutSeconds healthyThreshold unhealthyThreshold }
          members { nodes { port } }
        } }
      }`,
      { provider },
    );
    expect(errors).toBeUndefined();
    expect([data.listeners.isComplete, data.pools.isComplete]).toEqual([true, true]);
    expect(JSON.stringify(data)).not.toMatch(/:0[,}]|:"19[67]0/);
    const shown = data.pools.nodes.flatMap(
      ({ healthMonitor }: { healthMonitor: object | null }) => healthMonitor ?? [],
    );
    expect(shown.length).toBeGreaterThan(0);
    expect(new Set(shown.map(({ intervalSeconds }: { intervalSeconds: unknown }) => intervalSeconds))).toEqual(
      new Set([null]),
    );
  });

  it.each([
    ["in a text", '{"NeutronError":"Listener in use"}'],
    ["of a fault", '{"faultcode":"Client","faultstring":"Listener in use","debuginfo":null}'],
    ["in a shape that nobody knows", '{"oops":{"why":"Listener in use"}}'],
    ["in plain words", "Listener in use"],
  ])("tells the cloud's reason for a refusal %s", async (_what, body) => {
    const { data } = await graph.ask(
      "query ($provider: CloudProvider!) { listeners(first: 200, filter: { providers: [$provider] }) { nodes { id parent { status } } } }",
      { provider },
    );
    const [listener] = data.listeners.nodes.filter(
      ({ parent }: { parent: { status: string } }) => parent.status === "ACTIVE",
    );
    const cloud = graph.app.sandbox!.cloud(key);
    cloud.faults.add({ fault: { kind: "respond", status: 409, body }, actions: "^(Delete|Remove)" });
    const { data: answer } = await graph.ask(
      "mutation ($input: DeleteListenerInput!) { deleteListener(input: $input) { problems { ... on ChangeProblem { message } } } }",
      { input: { id: listener.id, cascade: true } },
    );
    cloud.faults.clear();
    expect(answer.deleteListener.problems).toMatchObject([{ message: expect.stringContaining("Listener in use") }]);
  });
});
