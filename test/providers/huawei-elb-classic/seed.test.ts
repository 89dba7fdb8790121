import { afterEach, beforeEach, expect, it } from "vitest";
import { Listener } from "../../../src/model/listener.js";
import type { CreateListenerInput } from "../../../src/model/listener-inputs.js";
import { globalIdOf, type ResourceRef } from "../../../src/model/resource-ref.js";
import { huaweiElbClassic } from "../../../src/providers/huawei-elb-classic/index.js";
import { problemsOf } from "../../support/broken-rules.js";
import { connectRecorded, type Recorded } from "./recorder.js";
import { seedRequest } from "./seed-document.js";

let provider: Recorded;
beforeEach(async () => {
  provider = await connectRecorded({ inventory: "empty" });
});
afterEach(() => provider.stop());

/** The example in the model's words. */
function exampleInput(parent: ResourceRef): CreateListenerInput {
  return {
    parentId: globalIdOf(parent),
    name: "listener1",
    description: "",
    protocol: "HTTP",
    portRanges: [{ fromPort: 88 }],
    clientAffinity: "COOKIE",
    algorithm: "ROUND_ROBIN",
    settings: {
      huaweiElbClassic: {
        backendProtocol: "HTTP",
        backendPort: 80,
        tcpDraining: true,
        tcpDrainingTimeoutMinutes: 5,
        cookieTimeoutMinutes: 100,
      },
    },
  };
}

it("sends the seed document's example as it stands there", async () => {
  const { service, account, requests, call, config } = provider;
  const parent: ResourceRef = { accountId: account.id, kind: "load-balancer", key: seedRequest.loadbalancer_id };
  const input = exampleInput(parent);
  const loadBalancer = (await service.readParents([parent], call())).get(parent.key);
  expect(problemsOf(huaweiElbClassic, "createListener", input, { parent: loadBalancer as never })).toEqual([]);

  const [listener] = await service.createListeners([{ parent, input }], call());
  const sent = requests.find(({ action }) => action === "CreateListener");
  expect(sent).toEqual({
    action: "CreateListener",
    method: "POST",
    path: `/v1.0/${config.projectId}/elbaas/listeners`,
    query: "",
    body: seedRequest,
  });
  expect(listener).toBeInstanceOf(Listener);
  expect(listener).toMatchObject({
    name: "listener1",
    description: "",
    protocol: "HTTP",
    portRanges: [{ fromPort: 88, toPort: 88 }],
    status: "ACTIVE",
    clientAffinity: "COOKIE",
    algorithm: "ROUND_ROBIN",
    parentRef: parent,
    settings: {
      backendProtocol: "HTTP",
      backendPort: 80,
      tcpDraining: true,
      tcpDrainingTimeoutMinutes: 5,
      cookieTimeoutMinutes: 100,
    },
  });
});

it("fills in what the cloud demands and the model does not", async () => {
  const { service, account, requests, call } = provider;
  const parent: ResourceRef = { accountId: account.id, kind: "load-balancer", key: seedRequest.loadbalancer_id };
  const base = { parentId: globalIdOf(parent) };
  const inputs: CreateListenerInput[] = [
    { ...base, name: "web", protocol: "HTTPS", portRanges: [{ fromPort: 443 }], tls: { certificateIds: ["c1"] } },
    {
      ...base,
      name: "mqtt",
      protocol: "TCP",
      portRanges: [{ fromPort: 1883 }],
      clientAffinity: "SOURCE_IP",
      timeouts: { idleSeconds: 300 },
    },
    {
      ...base,
      name: "dns",
      protocol: "UDP",
      portRanges: [{ fromPort: 53 }],
      clientAffinity: "NONE",
      timeouts: { idleSeconds: 60 },
    },
  ];
  await service.createListeners(
    inputs.map((input) => ({ parent, input })),
    call(),
  );
  const bodies = requests.filter(({ action }) => action === "CreateListener").map(({ body }) => body);
  const common = { loadbalancer_id: parent.key, lb_algorithm: "roundrobin" };
  expect(bodies).toEqual([
    {
      ...common,
      name: "web",
      protocol: "HTTPS",
      port: 443,
      backend_protocol: "HTTP",
      backend_port: 443,
      certificate_id: "c1",
    },
    {
      ...common,
      name: "mqtt",
      protocol: "TCP",
      port: 1883,
      backend_protocol: "TCP",
      backend_port: 1883,
      session_sticky: true,
      tcp_timeout: 5,
    },
    {
      ...common,
      name: "dns",
      protocol: "UDP",
      port: 53,
      backend_protocol: "UDP",
      backend_port: 53,
      session_sticky: false,
      udp_timeout: 1,
    },
  ]);
});
