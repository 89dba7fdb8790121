import { BasicCredentials } from "@huaweicloud/huaweicloud-sdk-core";
import { HcClient } from "@huaweicloud/huaweicloud-sdk-core/HcClient.js";
import { DefaultHttpClient } from "@huaweicloud/huaweicloud-sdk-core/http/DefaultHttpClient.js";
import { type Logger, LogLevel } from "@huaweicloud/huaweicloud-sdk-core/logger/index.js";
import type { SdkResponse } from "@huaweicloud/huaweicloud-sdk-core/SdkResponse.js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { huaweiElbClassic } from "../../../src/providers/huawei-elb-classic/index.js";
import { type Sandbox, startSandbox } from "../../../src/sandbox/start-sandbox.js";
import { silentLog } from "../../support/silent-log.js";
import { seedRequest } from "./seed-document.js";

/** The vendor no longer has a package for this API; its SDK's core signs and sends any request. */

let sandbox: Sandbox;
let client: HcClient;
let project: string;
beforeAll(async () => {
  const cloud = await huaweiElbClassic.sandbox();
  sandbox = await startSandbox({
    clouds: [{ key: "classic", cloud }],
    ports: "any",
    controlPort: null,
    inventory: "empty",
  });
  project = cloud.credentials["project id"] ?? "";
  const credential = new BasicCredentials()
    .withAk(cloud.credentials["access key id"] ?? "")
    .withSk(cloud.credentials["secret access key"] ?? "")
    .withProjectId(project);
  client = clientWith(credential);
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
  const endpoints = [sandbox.cloud("classic").endpoint];
  return new HcClient(new DefaultHttpClient({ logger }, endpoints)).withEndpoints(endpoints).withCredential(credential);
}

type Answer = SdkResponse & Record<string, unknown>;

function send(method: string, path: string, data?: Record<string, unknown>): Promise<Answer> {
  return client.sendRequest<Answer>({
    method,
    url: `/v1.0/{project_id}/elbaas${path}`,
    contentType: "application/json",
    queryParams: {},
    pathParams: { project_id: project },
    headers: {},
    ...(data ? { data } : {}),
  });
}

it("gets the answers that it gets from the cloud", async () => {
  const created = await send("POST", "/listeners", seedRequest);
  expect(created).toMatchObject({ httpStatusCode: 200, name: "listener1", protocol: "HTTP", status: "ACTIVE" });
  const path = `/listeners/${String(created.id)}`;
  expect(await send("GET", path)).toMatchObject({ name: "listener1", member_number: 0 });
  expect(await send("PUT", path, { name: "listener2" })).toMatchObject({ name: "listener2" });
  expect(await send("DELETE", path)).toMatchObject({ httpStatusCode: 204 });
  await expect(send("GET", path)).rejects.toMatchObject({ httpStatusCode: 404 });
});

it("is refused with a wrong secret", async () => {
  const credential = new BasicCredentials().withAk("SANDBOXHUAWEIELBCLASSICKEY").withSk("wrong").withProjectId(project);
  const stranger = clientWith(credential);
  const request = {
    method: "GET",
    url: `/v1.0/${project}/elbaas/listeners`,
    contentType: "application/json",
    queryParams: {},
    pathParams: {},
    headers: {},
  };
  await expect(stranger.sendRequest(request)).rejects.toMatchObject({ httpStatusCode: 401, errorCode: "APIGW.0301" });
});
