import { randomUUID } from "node:crypto";
import { fromDottedNames } from "../../../sandbox/dotted-names.js";
import type { Refused } from "../../../sandbox/refused.js";
import type { RpcCall } from "../../../sandbox/rpc-emulator.js";
import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import { parsePairs } from "../../../sandbox/signatures/parameters.js";
import type { ReceivedRequest } from "../../../sandbox/signatures/received-request.js";

/** How calls and answers look on the wire. */

const isForm = ({ headers }: ReceivedRequest) =>
  /^application\/x-www-form-urlencoded\b/i.test(headers["content-type"] ?? "");

/** Whether the request is signed by method V3, which uses headers; the older method uses parameters. */
export const isV3 = ({ headers }: ReceivedRequest) => headers.authorization !== undefined;

/** The parameters of the query and of a form body, read together. */
export function parametersIn(request: ReceivedRequest): ReadonlyMap<string, string> {
  const form = isForm(request) ? request.body.toString("utf8") : "";
  return new Map([...(parsePairs(request.query) ?? []), ...(parsePairs(form) ?? [])]);
}

export function actionIn(request: ReceivedRequest): string {
  return (isV3(request) ? request.headers["x-acs-action"] : parametersIn(request).get("Action")) ?? "";
}

export function callIn(request: ReceivedRequest): RpcCall {
  const flat = parametersIn(request);
  const version = (isV3(request) ? request.headers["x-acs-version"] : flat.get("Version")) ?? "";
  return { action: actionIn(request), version, parameters: fromDottedNames(flat) };
}

const newRequestId = () => randomUUID().toUpperCase();

/** JSON unless the request asks for XML. */
function answer(status: number, root: string, fields: object, request: ReceivedRequest): SandboxResponse {
  const isXml = parametersIn(request).get("Format")?.toUpperCase() === "XML";
  if (!isXml) return { status, body: fields };
  return { status, headers: { "content-type": "text/xml;charset=utf-8" }, body: xml(root, fields) };
}

export function response(action: string, fields: object, request: ReceivedRequest): SandboxResponse {
  return answer(200, `${action}Response`, { RequestId: newRequestId(), ...fields }, request);
}

/** Source: error bodies reported by the vendor's users; help page on the return format. */
export function refusalResponse({ status, code, message }: Refused, request: ReceivedRequest): SandboxResponse {
  const fields = {
    Code: code,
    Message: message,
    RequestId: newRequestId(),
    HostId: request.headers.host ?? "ga.cn-hangzhou.aliyuncs.com",
    Recommend: `https://api.aliyun.com/troubleshoot?q=${code}&product=Ga`,
  };
  return answer(status, "Error", fields, request);
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Source: XML sample of the UpdateListener page. A list repeats its element. */
function xml(name: string, value: unknown): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.map((item) => xml(name, item)).join("");
  const inside =
    value !== null && typeof value === "object"
      ? Object.entries(value)
          .map(([member, item]) => xml(member, item))
          .join("")
      : String(value).replace(/[&<>]/g, (character) => ENTITIES[character]!);
  return `<${name}>${inside}</${name}>`;
}
