import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Listener } from "../../../src/model/listener.js";
import {
  actionsOf,
  allListeners,
  answerWith,
  bodiesOf,
  CHECKOUT,
  connectRecorded,
  created,
  type Gaap,
  listenerNamed,
  parentRef,
  poolsOf,
  refusal,
} from "./recorder.js";

let provider: Gaap;
beforeEach(async () => {
  provider = await connectRecorded();
});
afterEach(() => provider.stop());

describe("HTTPS", () => {
  const tls = { certificateIds: ["cert-etww5bkh"], clientCaCertificateIds: ["cert-ca5t0p6r"] };

  it("is created with what the cloud demands, and names itself where nobody does", async () => {
    const listener = await created(provider, { protocol: "HTTPS", tls }, 20_443);
    expect(bodiesOf(provider, "CreateHTTPSListener")).toEqual([
      {
        ProxyId: CHECKOUT,
        ListenerName: "https-listener",
        Port: 20_443,
        CertificateId: "cert-etww5bkh",
        ForwardProtocol: "HTTP",
        AuthType: 1,
        PolyClientCertificateIds: ["cert-ca5t0p6r"],
      },
    ]);
    expect(listener.tls).toMatchObject(tls);
  });

  it("gets its TLS versions as soon as it has settled", async () => {
    await provider.stop();
    provider = await connectRecorded({ pace: 0.1 });
    const wish = {
      protocol: "HTTPS",
      tls: { ...tls, versions: ["TLSv1.3"], policy: "GAAP_TLS_CIPHERS_STRICT" },
    } as const;
    const listener = await created(
      provider,
      { ...wish, tls: { ...wish.tls, versions: [...wish.tls.versions] } },
      20_443,
    );
    expect(listener).toMatchObject({
      status: "UPDATING",
      tls: { versions: ["TLSv1.3"], policy: "GAAP_TLS_CIPHERS_STRICT" },
    });
    expect(bodiesOf(provider, "DescribeHTTPSListeners").length).toBeGreaterThan(2);
  });

  it("is there when its TLS versions cannot be set", async () => {
    answerWith(provider, refusal("UnsupportedOperation"), "^SetTlsVersion$");
    const existing: unknown[] = [];
    const made: string[] = [];
    const call = { ...provider.call(), made, exists: (object: unknown) => existing.push(object) };
    const input = { parentId: "x", protocol: "HTTPS", portRanges: [{ fromPort: 20_443 }] } as const;
    const command = {
      call,
      parent: parentRef(provider, CHECKOUT),
      input: { ...input, tls: { ...tls, versions: ["TLSv1.3"] } },
    };
    const outcomes = await provider.service.createListeners([command] as never, provider.call());
    expect(outcomes).toMatchObject([{ code: "UNSUPPORTED" }]);
    expect(made).toEqual(["CreateHTTPSListener"]);
    expect(existing.at(-1)).toMatchObject({ nativeId: expect.stringMatching(/^listener-/), status: "ACTIVE", tls });
  });

  it("is changed in two steps", async () => {
    const listener = await listenerNamed(provider, "partner-api");
    const input = {
      id: listener.id,
      name: "partner",
      tls: { certificateIds: ["cert-etww5bkh"], versions: ["TLSv1.2"] },
      settings: { tencentGaap: { forwardProtocol: "HTTPS" } },
    };
    provider.requests.length = 0;
    const after = await provider.service.updateListener(listener, input, provider.call());
    expect(after).toMatchObject({
      name: "partner",
      tls: { certificateIds: ["cert-etww5bkh"], versions: ["TLSv1.2"], policy: "GAAP_TLS_CIPHERS_GENERAL" },
      settings: { forwardProtocol: "HTTPS" },
    });
    expect(actionsOf(provider)).toEqual([
      "ModifyHTTPSListenerAttribute",
      "DescribeHTTPSListeners",
      "SetTlsVersion",
      "DescribeHTTPSListeners",
    ]);
  });

  it("of a group is changed without naming it, for which the operation has no field", async () => {
    const listener = await listenerNamed(provider, "games-api");
    await provider.service.updateListener(listener, { id: listener.id, name: "api" }, provider.call());
    expect(bodiesOf(provider, "ModifyHTTPSListenerAttribute")).toEqual([
      { ListenerId: listener.nativeId, ListenerName: "api" },
    ]);
  });
});

describe("an update", () => {
  it.each([
    [
      "mqtt-plain",
      { algorithm: "ROUND_ROBIN", healthMonitor: { enabled: true, intervalSeconds: 30, healthyThreshold: 5 } },
      { Scheduler: "rr", HealthCheck: 1, DelayLoop: 30, HealthyThreshold: 5 },
    ],
    [
      "coap",
      {
        healthMonitor: { enabled: true, protocol: "UDP", port: 5000 },
        settings: { tencentGaap: { sendContext: "a" } },
      },
      { HealthCheck: 1, CheckType: "PORT", CheckPort: 5000, SendContext: "a" },
    ],
    [
      "lobby",
      { settings: { tencentGaap: { healthCheck: false, failoverSwitch: true } } },
      { HealthCheck: 0, FailoverSwitch: 1 },
    ],
    ["patches", { name: "patch-files" }, { ListenerName: "patch-files" }],
  ] as const)("of %s sends what it names and nothing else", async (name, changes, sent) => {
    const listener = await listenerNamed(provider, name);
    provider.requests.length = 0;
    await provider.service.updateListener(listener, { id: listener.id, ...changes } as never, provider.call());
    const { ListenerId, ProxyId, GroupId, ...fields } = provider.requests[0]!.body;
    expect(ListenerId).toBe(listener.nativeId);
    if (listener.protocol !== "HTTP") expect(ProxyId ?? GroupId).toBe(listener.parentRef?.key);
    expect(fields).toEqual(sent);
  });

  it("that changes nothing the cloud has sends nothing", async () => {
    const listener = await listenerNamed(provider, "lobby");
    provider.requests.length = 0;
    const same = await provider.service.updateListener(
      listener,
      { id: listener.id, clientAffinity: "NONE" },
      provider.call(),
    );
    expect(same).toEqual(listener);
    expect(provider.requests).toEqual([]);
  });

  it("waits while the listener is busy with an earlier one", async () => {
    await provider.stop();
    provider = await connectRecorded({ pace: 0.3 });
    const { service, call } = provider;
    const listener = await listenerNamed(provider, "lobby");
    await service.updateListener(listener, { id: listener.id, name: "first" }, call());
    const second = await service.updateListener(listener, { id: listener.id, name: "second" }, call());
    expect(second).toMatchObject({ name: "second", status: "UPDATING" });
    expect(bodiesOf(provider, "ModifyTCPListenerAttribute").length).toBeGreaterThan(2);
  });
});

describe("a delete", () => {
  const isThere = async ({ ref }: Listener) =>
    (await allListeners(provider)).some((listener) => listener.ref.key === ref.key);

  it.each(["lobby", "patches"])("of %s is refused while it has dependents, unless it cascades", async (name) => {
    const { service, call } = provider;
    const listener = await listenerNamed(provider, name);
    await expect(service.deleteListener(listener, { cascade: false }, call())).rejects.toMatchObject({
      code: "RESOURCE_IN_USE",
    });
    expect(await isThere(listener)).toBe(true);
    const [pool] = await poolsOf(provider, listener);
    await service.deleteListener(listener, { cascade: true }, call());
    expect(await isThere(listener)).toBe(false);
    expect((await service.readPools([pool!.ref], call())).size).toBe(0);
    // Gone is gone: no problem, on layer 7 neither.
    await service.deleteListener(listener, { cascade: false }, call());
  });

  it("minds rules without real servers, which the cloud would delete silently", async () => {
    const { service, call } = provider;
    const listener = await listenerNamed(provider, "patches");
    const [pool] = await poolsOf(provider, listener);
    await service.setPoolMembers(pool!, [], call());
    provider.requests.length = 0;
    await expect(service.deleteListener(listener, { cascade: false }, call())).rejects.toMatchObject({
      code: "RESOURCE_IN_USE",
      message: expect.stringMatching(/patch\.example\.org/),
    });
    expect(actionsOf(provider)).toEqual(["DescribeRules"]);
  });

  it.each([
    [false, "RESOURCE_IN_USE"],
    [true, "PROVIDER_REJECTED"],
  ])("reads the failed ones out of a 200 (cascade: %s)", async (cascade, code) => {
    const { service, call } = provider;
    const listener = await listenerNamed(provider, "lobby");
    const sets = {
      OperationSucceedListenerSet: [],
      OperationFailedListenerSet: [listener.nativeId],
      InvalidStatusListenerSet: [],
    };
    answerWith(provider, { ...sets }, "^DeleteListeners$");
    await expect(service.deleteListener(listener, { cascade }, call())).rejects.toMatchObject({ code });
  });

  it.each(["ResourceNotFound", "set"])("takes %s for done", async (shape) => {
    const { service, call } = provider;
    const listener = await listenerNamed(provider, "lobby");
    const sets = {
      OperationSucceedListenerSet: [],
      OperationFailedListenerSet: [],
      InvalidStatusListenerSet: [listener.nativeId],
    };
    answerWith(provider, shape === "set" ? { ...sets } : refusal(shape), "^DeleteListeners$");
    await expect(service.deleteListener(listener, { cascade: true }, call())).resolves.toBeUndefined();
  });

  it("by id alone deletes what cannot be read, and minds its dependents", async () => {
    const { service, call } = provider;
    for (const name of ["lobby", "patches"]) {
      const { ref } = await listenerNamed(provider, name);
      await expect(service.deleteById!(ref, call())).rejects.toMatchObject({ code: "RESOURCE_IN_USE" });
    }
    const bare = await created(provider, { name: "bare", protocol: "TCP" }, 20_000);
    await service.deleteById!(bare.ref, call());
    expect(await isThere(bare)).toBe(false);
  });
});
