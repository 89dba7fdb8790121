import { randomUUID } from "node:crypto";
import { Pool } from "undici";
import { signAcs3HmacSha256 } from "../../../build/signing/acs3-hmac-sha256.js";
import { signSdkHmacSha256 } from "../../../build/signing/sdk-hmac-sha256.js";

/** A pool for each account, as the server has it. */
const pools = new Map();

async function send({ id, endpoint }, request, headers) {
  const pool = pools.get(id) ?? new Pool(endpoint, { connections: 64, pipelining: 1 });
  pools.set(id, pool);
  const answer = await pool.request({
    method: request.method,
    path: request.url.pathname + request.url.search,
    headers,
    body: request.body || null,
  });
  return answer.body.json();
}

function urlOf(endpoint, path, query) {
  const url = new URL(path, endpoint);
  for (const [name, value] of Object.entries(query)) if (value != null) url.searchParams.set(name, value);
  return url;
}

export function alibaba(account, action, parameters) {
  const url = urlOf(account.endpoint, "/", { RegionId: "cn-hangzhou", ...parameters });
  const request = { method: "POST", url, headers: { accept: "application/json" }, body: "" };
  const credentials = { accessKeyId: account.accessKeyId, accessKeySecret: account.accessKeySecret.reveal() };
  const details = { at: new Date(), nonce: randomUUID(), action, version: "2019-11-20" };
  return send(account, request, signAcs3HmacSha256(request, credentials, details));
}

/** All of Huawei's clouds: access keys, and the header that names the domain or the project. */
export function huawei(account, method, path, query = {}, body = undefined) {
  const { domainId, projectId, credentials } = account;
  const headers = {
    accept: "application/json",
    ...(projectId ? { "x-project-id": projectId } : { "x-domain-id": domainId }),
    ...(body ? { "content-type": "application/json" } : {}),
  };
  const request = {
    method,
    url: urlOf(account.endpoint, path, query),
    headers,
    body: body ? JSON.stringify(body) : "",
  };
  const key = { accessKeyId: credentials.accessKeyId, secretAccessKey: credentials.secretAccessKey.reveal() };
  return send(account, request, signSdkHmacSha256(request, key, new Date()));
}
