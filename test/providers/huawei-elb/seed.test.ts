import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Listener } from "../../../src/model/listener.js";
import type { Pool } from "../../../src/model/pool.js";
import type { CreatePoolInput } from "../../../src/model/pool-inputs.js";
import { globalIdOf, type ResourceRef } from "../../../src/model/resource-ref.js";
import { huaweiElb } from "../../../src/providers/huawei-elb/index.js";
import { problemsOf } from "../../support/broken-rules.js";
import { connectRecorded, type Recorded } from "./recorder.js";
import { appCookie, httpCookie, plain } from "./seed-document.js";

let provider: Recorded;
beforeEach(async () => {
  provider = await connectRecorded();
});
afterEach(() => provider.stop());

const refOf = (kind: ResourceRef["kind"], key: string): ResourceRef => ({ accountId: provider.account.id, kind, key });

/** Creates a pool after checking the rules, first without and then with the listener. */
async function createPool(input: CreatePoolInput, listenerRef: ResourceRef | null, parent: ResourceRef) {
  const { service, call } = provider;
  const found = listenerRef && (await service.readListeners([listenerRef], call())).get(listenerRef.key);
  if (found instanceof Error) throw found;
  const listener: Listener | null = found ?? null;
  for (const state of [{}, listener ? { listener } : {}]) {
    expect(problemsOf(huaweiElb, "createPool", input, state)).toEqual([]);
  }
  return service.createPool({ input, listener, parent }, call());
}

const samples = [
  {
    name: "without session persistence",
    document: plain,
    input: { algorithm: "WEIGHTED_ROUND_ROBIN", protocol: "HTTP" },
    sessionPersistence: null,
  },
  {
    name: "with the application's cookie",
    document: appCookie,
    input: {
      algorithm: "WEIGHTED_ROUND_ROBIN",
      sessionPersistence: { type: "APP_COOKIE", cookieName: "my_cookie", timeoutSeconds: 60 },
      settings: { huaweiElb: { adminStateUp: true } },
    },
    sessionPersistence: { type: "APP_COOKIE", cookieName: "my_cookie", timeoutSeconds: 60 },
  },
  {
    name: "with the load balancer's cookie",
    document: httpCookie,
    input: { algorithm: "ROUND_ROBIN", protocol: "HTTP", sessionPersistence: { type: "HTTP_COOKIE" } },
    sessionPersistence: { type: "HTTP_COOKIE", cookieName: null, timeoutSeconds: 86_400 },
  },
] as const;

describe.each(samples)(
  "the seed document's sample $name",
  ({ document: { request, response }, input, sessionPersistence }) => {
    const parentKey = response.pool.loadbalancers[0]!.id;
    const listenerKey = "listener_id" in request.pool ? request.pool.listener_id : null;

    async function createAsInSample(): Promise<Pool> {
      const parent = refOf("load-balancer", parentKey);
      const listener = listenerKey === null ? null : refOf("listener", listenerKey);
      const place = listener ? { listenerId: globalIdOf(listener) } : { parentId: globalIdOf(parent) };
      return createPool({ ...place, ...structuredClone(input) } as CreatePoolInput, listener, parent);
    }

    const expected = () => ({
      parentRef: refOf("load-balancer", parentKey),
      listenerRefs: listenerKey === null ? [] : [refOf("listener", listenerKey)],
      provider: "HUAWEI_ELB",
      region: "eu-west-0",
      name: "",
      description: "",
      isImplicit: false,
      protocol: "HTTP",
      algorithm: "WEIGHTED_ROUND_ROBIN",
      status: "ACTIVE",
      nativeStatus: null,
      sessionPersistence,
      trafficPercentage: null,
      settings: { adminStateUp: true },
      createdAt: null,
      updatedAt: null,
    });

    it("is sent as printed", async () => {
      const pool = await createAsInSample();
      const sent = provider.requests.filter(({ method }) => method === "POST");
      expect(sent).toEqual([
        { action: "CreatePool", method: "POST", path: "/v2.0/lbaas/pools", query: "", body: request },
      ]);
      expect(pool).toMatchObject(expected());
      const shown = provider.cloud.emulator
        .snapshot()
        .pools!.find((one) => (one as { id: string }).id === pool.nativeId);
      const { id, ...others } = response.pool;
      const { tenant_id, project_id } = plain.response.pool;
      expect(shown).toEqual({ ...others, tenant_id, project_id, id: pool.nativeId });
      expect(id).not.toBe(pool.nativeId);
    });

    it("has an answer that is read as this pool", async () => {
      provider.cloud.faults.add({
        fault: { kind: "respond", status: 201, body: JSON.stringify(response) },
        actions: "CreatePool",
      });
      expect(await createAsInSample()).toMatchObject({
        ...expected(),
        ref: refOf("pool", response.pool.id),
        nativeId: response.pool.id,
        urn: `${provider.account.id}:pool:${response.pool.id}`,
      });
    });
  },
);
