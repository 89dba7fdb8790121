import { Agent } from "node:http";
import { createRequire } from "node:module";
import { capture } from "./capture.js";

// See test/signing/vendor-packages.ts for the `require`.
const require = createRequire(import.meta.url);

const openApi = require("@alicloud/openapi-client") as typeof import("@alicloud/openapi-client");
const PopCore = require("@alicloud/pop-core") as typeof import("@alicloud/pop-core");
const tencentPath = "tencentcloud-sdk-nodejs/tencentcloud/common/common_client.js";
const tencent = require(tencentPath) as typeof import("tencentcloud-sdk-nodejs/tencentcloud/common/common_client.js");

// Each of these returns the request that a vendor's client, with the key `testid` and the secret `testsecret`, put on a socket.

interface AlibabaCall {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** "v2" for the older RPC signature; omitted: V3. */
  readonly signature?: "v2";
  readonly securityToken?: string;
}

/** @alicloud/openapi-client, calling UpdateListener by POST. */
export function sentByOpenApiClient({ query, body, signature, securityToken }: AlibabaCall) {
  return capture({ RequestId: "1" }, (endpoint) => {
    const config = new openApi.Config({
      accessKeyId: "testid",
      accessKeySecret: "testsecret",
      securityToken,
      endpoint,
      protocol: "HTTP",
    });
    config.signatureAlgorithm = signature;
    const params = new openApi.Params({
      action: "UpdateListener",
      version: "2019-11-20",
      protocol: "HTTP",
      pathname: "/",
      method: "POST",
      authType: "AK",
      style: "RPC",
      reqBodyType: "formData",
      bodyType: "json",
    });
    const request = new openApi.OpenApiRequest({ query, body });
    const client = new openApi.default(config);
    return client.callApi(params, request, {} as Parameters<typeof client.callApi>[2]);
  });
}

/** @alicloud/pop-core, which supports only the older RPC signature. */
export function sentByPopCore(method: "GET" | "POST", params: Readonly<Record<string, unknown>>) {
  return capture({ RequestId: "1" }, (host) => {
    const endpoint = `http://${host}`;
    const client = new PopCore({
      endpoint,
      apiVersion: "2019-11-20",
      accessKeyId: "testid",
      accessKeySecret: "testsecret",
    });
    return client.request("UpdateListener", params, { method });
  });
}

/** tencentcloud-sdk-nodejs, calling CreateTCPListeners. */
export function sentByTencentSdk(
  reqMethod: "GET" | "POST",
  signMethod: "TC3-HMAC-SHA256" | "HmacSHA1" | "HmacSHA256",
  params: Readonly<Record<string, unknown>>,
) {
  return capture({ Response: { RequestId: "1" } }, (endpoint) => {
    const client = new tencent.CommonClient(endpoint, "2018-05-29", {
      credential: { secretId: "testid", secretKey: "testsecret" },
      // With its own agent it ignores the http_proxy variable.
      profile: { signMethod, httpProfile: { protocol: "http://", reqMethod, agent: new Agent() } },
    });
    return client.request("CreateTCPListeners", params);
  });
}
