import { GlobalCredentials } from "@huaweicloud/huaweicloud-sdk-core";
import { HcClient } from "@huaweicloud/huaweicloud-sdk-core/HcClient.js";
import { DefaultHttpClient } from "@huaweicloud/huaweicloud-sdk-core/http/DefaultHttpClient.js";
import { type Logger, LogLevel } from "@huaweicloud/huaweicloud-sdk-core/logger/index.js";
import type { SdkResponse } from "@huaweicloud/huaweicloud-sdk-core/SdkResponse.js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { huaweiGa } from "../../../src/providers/huawei-ga/index.js";
import { type Sandbox, startSandbox } from "../../../src/sandbox/start-sandbox.js";
import { silentLog } from "../../support/silent-log.js";
import { seedRequest } from "./seed-document.js";

/** The vendor's package for this service only describes requests; the SDK's core signs and sends them. */

type Answer = SdkResponse & Record<string, unknown>;

let sandbox: Sandbox;
let domainId: string;
beforeAll(async () => {
  const cloud = await huaweiGa.sandbox();
  sandbox = await startSandbox({ clouds: [{ key: "ga", cloud }], ports: "any", controlPort: null, pace: 0 });
  domainId = cloud.credentials["domain id"] ?? "";
});
afterAll(() => sandbox.stop());

/** Without this the SDK prints whole requests, including signatures, for every refusal. */
const logger: Logger = {
  ...silentLog,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

function clientWith(secret: string): HcClient {
  const accessKey = sandbox.cloud("ga").credentials["access key id"] ?? "";
  const credential = new GlobalCredentials().withAk(accessKey).withSk(secret).withDomainId(domainId);
  const endpoints = [sandbox.cloud("ga").endpoint];
  return new HcClient(new DefaultHttpClient({ logger }, endpoints)).withEndpoints(endpoints).withCredential(credential);
}

function send(
  method: string,
  url: string,
  data?: Record<string, unknown>,
  queryParams: Record<string, unknown> = {},
): Promise<Answer> {
  const client = clientWith(sandbox.cloud("ga").credentials["secret access key"] ?? "");
  const request = { method, url, contentType: "application/json", queryParams, pathParams: {}, headers: {} };
  return client.sendRequest<Answer>({ ...request, ...(data ? { data } : {}) });
}

it("gets the answers that it gets from the cloud", async () => {
  const list = await send("GET", "/v1/accelerators", undefined, { name: "spare-capacity", limit: 1 });
  const [{ id: accelerator_id } = { id: "" }] = list.accelerators as { id: string }[];
  const port_ranges = [{ from_port: 7000, to_port: 7099 }];
  const wanted = {
    name: "game-udp",
    protocol: "UDP",
    port_ranges,
    accelerator_id,
    tags: [{ key: "env", value: "test" }],
  };
  const created = await send("POST", "/v1/listeners", { listener: wanted });
  expect(created).toMatchObject({ httpStatusCode: 201, listener: wanted, request_id: expect.any(String) });

  const path = `/v1/listeners/${(created.listener as { id: string }).id}`;
  expect(await send("GET", path)).toMatchObject({ httpStatusCode: 200, listener: { status: "ACTIVE" } });
  expect(await send("PUT", path, seedRequest)).toMatchObject({ httpStatusCode: 200, listener: seedRequest.listener });
  const tags = path.replace("listeners", "ga-listeners");
  expect(await send("DELETE", `${tags}/tags/delete`, { tags: [{ key: "env" }] })).toMatchObject({
    httpStatusCode: 204,
  });
  expect(await send("GET", `${tags}/tags`)).toMatchObject({ tags: [] });
  expect(await send("DELETE", path)).toMatchObject({ httpStatusCode: 204 });
  await expect(send("GET", path)).rejects.toMatchObject({ httpStatusCode: 404, errorCode: "GA.9002" });
});

it("is refused with a wrong secret", async () => {
  const request = {
    method: "GET",
    url: "/v1/listeners",
    contentType: "application/json",
    queryParams: {},
    pathParams: {},
    headers: {},
  };
  await expect(clientWith("wrong").sendRequest(request)).rejects.toMatchObject({
    httpStatusCode: 401,
    errorCode: "APIGW.0301",
  });
});
