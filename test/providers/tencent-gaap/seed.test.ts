import { afterEach, beforeEach, expect, it } from "vitest";
import { Listener } from "../../../src/model/listener.js";
import type { CreateListenerInput } from "../../../src/model/listener-inputs.js";
import { globalIdOf } from "../../../src/model/resource-ref.js";
import { tencentGaap } from "../../../src/providers/tencent-gaap/index.js";
import { problemsOf } from "../../support/broken-rules.js";
import { CHECKOUT, connectRecorded, type Gaap, parentRef } from "./recorder.js";
import { Sign } from "./vendor.js";

/** The example of the page CreateTCPListeners, section 4, as printed there. */
const EXAMPLE_REQUEST =
  "https://gaap.tencentcloudapi.com/?Action=CreateTCPListeners&ProxyId=link-bjkpdum1&ListenerName=test1&RealServerType=IP&Scheduler=rr&DelayLoop=20&ConnectTimeout=20&HealthCheck=1&Ports.0=90";
const EXAMPLE_RESPONSE = {
  Response: { RequestId: "9aeda369-17c7-429f-be39-745c1e92fc71", ListenerIds: ["listener-o0f3at99"] },
};

let provider: Gaap;
beforeEach(async () => {
  provider = await connectRecorded();
});
afterEach(() => provider.stop());

const exampleInput = (): CreateListenerInput => ({
  parentId: globalIdOf(parentRef(provider, CHECKOUT)),
  name: "test1",
  protocol: "TCP",
  portRanges: [{ fromPort: 90 }],
  algorithm: "ROUND_ROBIN",
  healthMonitor: { enabled: true, intervalSeconds: 20, timeoutSeconds: 20 },
  settings: { tencentGaap: { realServerType: "IP" } },
});

/** The example's parameters with their values as texts, as a query has them. */
function exampleParameters(): Record<string, string> {
  const { Action: _action, ...parameters } = Object.fromEntries(new URL(EXAMPLE_REQUEST).searchParams);
  return parameters;
}

it("sends the page's example as printed", async () => {
  const { service, requests, call } = provider;
  const parent = parentRef(provider, CHECKOUT);
  expect(problemsOf(tencentGaap, "createListener", exampleInput())).toEqual([]);

  const [listener] = await service.createListeners([{ parent, input: exampleInput() }], call());
  const { body, ...sent } = requests.find(({ action }) => action === "CreateTCPListeners")!;
  expect(sent).toMatchObject({ method: "POST", path: "/", query: "" });
  expect(sent.headers).toMatchObject({ "x-tc-action": "CreateTCPListeners", "x-tc-version": "2018-05-29" });
  // The page says that Region is not required.
  expect(sent.headers).not.toHaveProperty("x-tc-region");
  const { Ports, ...others } = body;
  const asTexts = Object.fromEntries(Object.entries(others).map(([name, value]) => [name, String(value)]));
  expect({ ...asTexts, "Ports.0": String((Ports as number[])[0]) }).toEqual(exampleParameters());
  expect(Ports).toEqual([90]);
  expect(listener).toBeInstanceOf(Listener);
});

it("reads the page's example answer as a created listener", async () => {
  const { service, cloud, call } = provider;
  const answers = (body: unknown, actions: string) =>
    cloud.faults.add({
      fault: {
        kind: "respond",
        status: 200,
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      },
      actions,
      times: 1,
    });
  answers(EXAMPLE_RESPONSE, "^CreateTCPListeners$");
  const described = {
    ListenerId: "listener-o0f3at99",
    ListenerName: "test1",
    Port: 90,
    Protocol: "TCP",
    ListenerStatus: 1,
    RealServerType: "IP",
    Scheduler: "rr",
    HealthCheck: 1,
    DelayLoop: 20,
    ConnectTimeout: 20,
    CreateTime: 1_565_376_001,
    ProxyId: CHECKOUT,
    GroupId: null,
    RealServerSet: [],
  };
  answers({ Response: { TotalCount: 1, ListenerSet: [described], RequestId: "r" } }, "^DescribeTCPListeners$");
  const parent = parentRef(provider, CHECKOUT);
  const [listener] = await service.createListeners([{ parent, input: exampleInput() }], call());
  expect(listener).toMatchObject({
    nativeId: "listener-o0f3at99",
    ref: { kind: "listener", key: "link-bjkpdum1/listener-o0f3at99", hint: "TCP" },
    parentRef: parent,
    name: "test1",
    protocol: "TCP",
    portRanges: [{ fromPort: 90, toPort: 90 }],
    status: "CREATING",
    nativeStatus: "1",
    algorithm: "ROUND_ROBIN",
    createdAt: "2019-08-09T18:40:01Z",
    settings: { realServerType: "IP", healthCheck: true, delayLoopSeconds: 20, connectTimeoutSeconds: 20 },
  });
  expect(cloud.faults.list()).toEqual([]);
});

it("accepts the page's example from a client that sends it as a query, with its equal times", async () => {
  const { cloud } = provider;
  const { SecretId, SecretKey } = cloud.credentials as { SecretId: string; SecretKey: string };
  const url = new URL(cloud.endpoint);
  const parameters: Record<string, string> = {
    Action: "CreateTCPListeners",
    ...exampleParameters(),
    Version: "2018-05-29",
    Timestamp: String(Math.floor(Date.now() / 1000)),
    Nonce: "12345",
    SecretId,
    SignatureMethod: "HmacSHA1",
  };
  const sorted = Object.keys(parameters).sort();
  const text = `GET${url.host}/?${sorted.map((name) => `${name}=${parameters[name]}`).join("&")}`;
  url.search = new URLSearchParams({ ...parameters, Signature: Sign.sign(SecretKey, text, "HmacSHA1") }).toString();
  const answer = (await (await fetch(url)).json()) as typeof EXAMPLE_RESPONSE;
  expect(answer.Response.ListenerIds).toEqual([expect.stringMatching(/^listener-[a-z0-9]{8}$/)]);
});
