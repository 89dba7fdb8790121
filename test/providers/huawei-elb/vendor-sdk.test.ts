import { BasicCredentials } from "@huaweicloud/huaweicloud-sdk-core";
import { HcClient } from "@huaweicloud/huaweicloud-sdk-core/HcClient.js";
import { DefaultHttpClient } from "@huaweicloud/huaweicloud-sdk-core/http/DefaultHttpClient.js";
import { type Logger, LogLevel } from "@huaweicloud/huaweicloud-sdk-core/logger/index.js";
import type { SdkResponse } from "@huaweicloud/huaweicloud-sdk-core/SdkResponse.js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { huaweiElb } from "../../../src/providers/huawei-elb/index.js";
import { type Sandbox, startSandbox } from "../../../src/sandbox/start-sandbox.js";
import { silentLog } from "../../support/silent-log.js";
import { plain } from "./seed-document.js";

/** The vendor's package for ELB supports only v3; its SDK's core signs and sends any request. */

let sandbox: Sandbox;
let client: HcClient;
let project: string;
beforeAll(async () => {
  const cloud = await huaweiElb.sandbox();
  sandbox = await startSandbox({
    clouds: [{ key: "elb", cloud }],
    ports: "any",
    controlPort: null,
    inventory: "empty",
  });
  const { "project id": projectId = "", "access key id": ak = "", "secret access key": sk = "" } = cloud.credentials;
  project = projectId;
  client = clientWith(new BasicCredentials().withAk(ak).withSk(sk).withProjectId(project));
});
afterAll(() => sandbox.stop());

/** Without this the SDK prints whole requests, including signatures, for every refusal. */
const logger: Logger = {
  ...silentLog,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

function clientWith(credential: BasicCredentials): HcClient {
  const endpoints = [sandbox.cloud("elb").endpoint];
  return new HcClient(new DefaultHttpClient({ logger }, endpoints)).withEndpoints(endpoints).withCredential(credential);
}

type Answer = SdkResponse & Record<string, Record<string, unknown>>;

function send(
  method: string,
  url: string,
  { query = {}, data }: { query?: object; data?: object } = {},
): Promise<Answer> {
  return client.sendRequest<Answer>({
    method,
    url,
    contentType: "application/json",
    queryParams: query,
    pathParams: { project_id: project },
    headers: {},
    ...(data ? { data } : {}),
  });
}

it("gets the answers that it gets from the cloud", async () => {
  const listener = {
    name: "web",
    protocol: "HTTP",
    protocol_port: 80,
    loadbalancer_id: plain.request.pool.loadbalancer_id,
  };
  const created = await send("POST", "/v2.0/lbaas/listeners", { data: { listener } });
  expect(created).toMatchObject({ httpStatusCode: 201, listener: { name: "web", protocol: "HTTP" } });
  const id = String(created.listener?.id);
  const path = `/v2.0/lbaas/listeners/${id}`;
  expect(await send("GET", path)).toMatchObject({ httpStatusCode: 200, listener: { id } });
  expect(await send("PUT", path, { data: { listener: { name: "web-2" } } })).toMatchObject({
    listener: { name: "web-2" },
  });
  const tags = { action: "create", tags: [{ key: "env", value: "test" }] };
  await send("POST", `/v2.0/{project_id}/listeners/${id}/tags/action`, { data: tags });
  const listed = await send("GET", "/v2.0/lbaas/listeners", { query: { limit: 1, protocol: "HTTP" } });
  expect(listed).toMatchObject({ listeners: [{ id, tags: ["env=test"], keepalive_timeout: 60 }] });
  expect(await send("DELETE", path)).toMatchObject({ httpStatusCode: 204 });
  await expect(send("GET", path)).rejects.toMatchObject({ httpStatusCode: 404 });
});

it("is refused with a wrong secret", async () => {
  const credential = new BasicCredentials().withAk("SANDBOXHUAWEIELBKEY").withSk("wrong").withProjectId(project);
  const request = {
    method: "GET",
    url: "/v2.0/lbaas/listeners",
    contentType: "application/json",
    queryParams: {},
    pathParams: {},
    headers: {},
  };
  const refused = { httpStatusCode: 401, errorCode: "APIGW.0301" };
  await expect(clientWith(credential).sendRequest(request)).rejects.toMatchObject(refused);
});
