import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alibabaGa } from "../../../src/providers/alibaba-ga/index.js";
import { type Sandbox, startSandbox } from "../../../src/sandbox/start-sandbox.js";
import { seedRequest, seedXml } from "./seed-document.js";

// Node and vitest disagree on what the default import of a CommonJS package is; `require` leaves no room for that.
const require = createRequire(import.meta.url);
const openApi = require("@alicloud/openapi-client") as typeof import("@alicloud/openapi-client");
const PopCore = require("@alicloud/pop-core") as typeof import("@alicloud/pop-core");

type Answer = Record<string, unknown>;
/** Calls one operation as a vendor's client does. */
type Client = (action: string, parameters: Record<string, string>) => Promise<Answer>;
interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

let sandbox: Sandbox;
let keys: Keys;
beforeAll(async () => {
  const cloud = await alibabaGa.sandbox();
  const { "access key id": accessKeyId, "access key secret": accessKeySecret } = cloud.credentials;
  keys = { accessKeyId: accessKeyId!, accessKeySecret: accessKeySecret! };
  const clouds = [{ key: "ga", cloud }];
  sandbox = await startSandbox({ clouds, ports: "any", controlPort: null, pace: 0, inventory: "empty" });
});
afterAll(() => sandbox.stop());

const host = () => new URL(sandbox.cloud("ga").endpoint).host;

/** The current SDKs' core: signature V3, parameters in the query. Or the same core with the older signature. */
function openApiClient(by: Keys, signatureAlgorithm?: "v2"): Client {
  const config = new openApi.Config({ ...by, endpoint: host(), protocol: "HTTP", regionId: "cn-hangzhou" });
  config.signatureAlgorithm = signatureAlgorithm;
  const client = new openApi.default(config);
  return async (action, query) => {
    const params = new openApi.Params({
      action,
      version: "2019-11-20",
      protocol: "HTTP",
      pathname: "/",
      method: "POST",
      authType: "AK",
      style: "RPC",
      reqBodyType: "formData",
      bodyType: "json",
    });
    const runtime = {} as Parameters<typeof client.callApi>[2];
    const answer = await client.callApi(params, new openApi.OpenApiRequest({ query }), runtime);
    return answer.body as Answer;
  };
}

/** The older core: signature 1.0, parameters in the query of a GET or the form of a POST. */
function popCore(by: Keys, method: "GET" | "POST"): Client {
  const client = new PopCore({ ...by, endpoint: `http://${host()}`, apiVersion: "2019-11-20" });
  return (action, parameters) => client.request<Answer>(action, parameters, { method });
}

const clients: Record<string, (by: Keys) => Client> = {
  "openapi-client": (by) => openApiClient(by),
  "openapi-client with signature v2": (by) => openApiClient(by, "v2"),
  "pop-core by GET": (by) => popCore(by, "GET"),
  "pop-core by POST": (by) => popCore(by, "POST"),
};

describe.each(Object.entries(clients))("%s", (_name, connect) => {
  const RegionId = "cn-hangzhou";

  it("is served as by the cloud", async () => {
    const call = connect(keys);
    const { Accelerators } = (await call("ListAccelerators", { RegionId })) as {
      Accelerators: { AcceleratorId: string }[];
    };
    const { AcceleratorId } = Accelerators[0]!;
    const ports = { "PortRanges.1.FromPort": "20", "PortRanges.1.ToPort": "21" };

    const created = await call("CreateListener", {
      RegionId,
      AcceleratorId,
      Protocol: "tcp",
      Name: "edge-tcp",
      ...ports,
    });
    expect(created).toEqual({
      ListenerId: expect.stringMatching(/^lsr-/),
      RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
    });
    const ListenerId = String(created.ListenerId);

    expect(await call("DescribeListener", { RegionId, ListenerId })).toMatchObject({
      ListenerId,
      AcceleratorId,
      Name: "edge-tcp",
      Protocol: "TCP",
      State: "active",
      PortRanges: [{ FromPort: 20, ToPort: 21 }],
      CreateTime: expect.stringMatching(/^\d{13}$/),
    });
    const changed = await call("UpdateListener", { ...seedRequest, ListenerId });
    expect(Object.keys(changed)).toEqual(["RequestId"]);
    expect(await call("ListListeners", { RegionId, AcceleratorId, PageSize: "50" })).toMatchObject({
      TotalCount: 1,
      Listeners: [{ ListenerId, PortRanges: [{ FromPort: 20, ToPort: 20 }], CreateTime: expect.any(Number) }],
    });
    await call("DeleteListener", { ListenerId, AcceleratorId });
    await expect(call("DescribeListener", { RegionId, ListenerId })).rejects.toMatchObject({
      code: "NotExist.Listener",
    });
  });

  it("receives what is missing", async () => {
    await expect(connect(keys)("DescribeListener", { RegionId })).rejects.toMatchObject({ code: "MissingListenerId" });
  });

  it("is turned away with another secret, and with a key that nobody has", async () => {
    const stranger = connect({ ...keys, accessKeySecret: "wrong" });
    await expect(stranger("ListAccelerators", { RegionId })).rejects.toMatchObject({ code: "SignatureDoesNotMatch" });
    const nobody = connect({ ...keys, accessKeyId: "nobody" });
    await expect(nobody("ListAccelerators", { RegionId })).rejects.toMatchObject({
      code: "InvalidAccessKeyId.NotFound",
    });
  });
});

it("answers in XML when that is asked for", async () => {
  const call = openApiClient(keys);
  const { Accelerators } = (await call("ListAccelerators", { RegionId: "cn-hangzhou" })) as {
    Accelerators: { AcceleratorId: string }[];
  };
  const { AcceleratorId } = Accelerators[0]!;
  const ports = { "PortRanges.1.FromPort": "30", "PortRanges.1.ToPort": "30" };
  const { ListenerId } = await call("CreateListener", { RegionId: "cn-hangzhou", AcceleratorId, ...ports });
  const signer = (require("@alicloud/openapi-util") as typeof import("@alicloud/openapi-util")).default;
  const parameters: Record<string, string> = {
    ...seedRequest,
    ListenerId: String(ListenerId),
    Action: "UpdateListener",
    Version: "2019-11-20",
    Format: "XML",
    AccessKeyId: keys.accessKeyId,
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    SignatureNonce: randomUUID(),
    Timestamp: signer.getTimestamp(),
  };
  parameters.Signature = signer.getRPCSignature(parameters, "GET", keys.accessKeySecret);
  const response = await fetch(`http://${host()}/?${new URLSearchParams(parameters)}`);
  expect(response.headers.get("content-type")).toContain("xml");
  expect(await response.text()).toMatch(seedXml);
  // The same nonce again.
  const replayed = await fetch(`http://${host()}/?${new URLSearchParams(parameters)}`);
  expect(replayed.status).toBe(400);
  expect(await replayed.text()).toMatch(/^<Error><Code>SignatureNonceUsed<\/Code><Message>/);
});
