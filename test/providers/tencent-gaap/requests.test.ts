import { describe, expect, it } from "vitest";
import type { CreatePoolInput } from "../../../src/model/pool-inputs.js";
import {
  createLayer7Request,
  createPoolRequest,
  isListenerAsSent,
  isRuleAsSent,
  listenerAsSent,
  ruleAsSent,
  updatePoolRequest,
} from "../../../src/providers/tencent-gaap/requests.js";
import { rulePool } from "./account.js";

const own = (settings: Record<string, unknown>) => ({ settings: { tencentGaap: settings } });

describe("a rule that was found after a lost answer", () => {
  const input = {
    ...{ listenerId: "x", algorithm: "WEIGHTED_ROUND_ROBIN" as const },
    healthMonitor: { enabled: true, path: "/ok", intervalSeconds: 10, timeoutSeconds: 3 },
    ...own({
      ...{
        domain: "www.example.com",
        path: "/v1",
        realServerType: "IP",
        forwardProtocol: "HTTP",
        forwardHost: "a.example",
      },
      ...{ serverNameIndicationSwitch: true, serverNameIndication: "b.example", forcedRedirect: "https:" },
      ...{ checkMethod: "GET", checkStatusCodes: [200, 300], checkDomain: "c.example", failedThreshold: 4 },
    }),
  } as CreatePoolInput;
  const sent = createPoolRequest(input);
  const found = { ...sent, RuleId: "rule-1", ListenerId: "l", RuleStatus: 1, RealServerSet: [], BindStatus: 0 };
  const isAsSent = (fields: object) => isRuleAsSent(ruleAsSent(sent), ruleAsSent({ ...found, ...fields }, "rule-1"));

  it("matches what was sent in any spelling", () => {
    expect(isAsSent({})).toBe(true);
    expect(isAsSent({ HealthCheck: "True", Scheduler: "WRR", Domain: "WWW.example.com", Extra: 1 })).toBe(true);
  });

  it.each(Object.entries(sent).filter(([, value]) => value !== undefined))("differs with another %s", (name, value) => {
    const odd = typeof value === "number" ? 1 - value : "odd";
    expect(isAsSent({ [name]: odd })).toBe(false);
    expect(isAsSent({ [name]: undefined, ...(name === "Domain" || name === "Path" ? { [name]: "/" } : {}) })).toBe(
      false,
    );
  });

  it.each(Object.keys(sent.CheckParams as object))("differs with another %s of its check", (name) => {
    expect(isAsSent({ CheckParams: { ...(sent.CheckParams as object), [name]: 299 } })).toBe(false);
  });
});

describe("a listener that was found after a lost answer", () => {
  const tls = { certificateIds: ["cert-1"], clientCaCertificateIds: ["cert-2"] };
  const input = { parentId: "x", name: "web", protocol: "HTTPS" as const, portRanges: [{ fromPort: 443 }], tls };
  const sent = { ...createLayer7Request(input as never, "HTTPS"), Port: 443 };
  const isAsSent = (fields: object) => isListenerAsSent(listenerAsSent(sent), listenerAsSent({ ...sent, ...fields }));

  it("matches with its client certificates in either field", () => {
    expect(isAsSent({})).toBe(true);
    expect(isAsSent({ PolyClientCertificateIds: undefined, ClientCertificateId: "cert-2" })).toBe(true);
    expect(isAsSent({ PolyClientCertificateIds: ["cert-2", "cert-3"] })).toBe(false);
    expect(isAsSent({ PolyClientCertificateIds: undefined })).toBe(false);
  });
});

it("sends back all parameters of a check when one changes, including unknown ones", () => {
  const pool = rulePool({
    CheckParams: { DelayLoop: 10, ConnectTimeout: 3, Path: "/ok", Domain: "fixed", Novelty: [7] },
  });
  const { CheckParams } = updatePoolRequest(pool, { id: "x", healthMonitor: { enabled: true, timeoutSeconds: 4 } });
  expect(CheckParams).toEqual({
    ...{ DelayLoop: 10, ConnectTimeout: 4, Path: "/ok", Method: "HEAD", StatusCode: [200] },
    Novelty: [7],
  });
});
