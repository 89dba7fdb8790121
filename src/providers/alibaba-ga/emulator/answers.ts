import { randomUUID } from "node:crypto";
import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { ReceivedRequest } from "../../../sandbox/signatures/received-request.js";
import type { Refused } from "./refusal.js";

export type Format = "JSON" | "XML";

const newRequestId = () => randomUUID().toUpperCase();

function answer(status: number, root: string, fields: object, format: Format): SandboxResponse {
  if (format === "JSON") return { status, body: fields };
  return { status, headers: { "content-type": "text/xml;charset=utf-8" }, body: xml(root, fields) };
}

export function success(action: string, fields: object, format: Format): SandboxResponse {
  return answer(200, `${action}Response`, { RequestId: newRequestId(), ...fields }, format);
}

/** Source: error bodies that the vendor's users report; help page on the return format. */
export function refusal({ code, message, status }: Refused, request: ReceivedRequest, format: Format): SandboxResponse {
  const fields = {
    Code: code,
    Message: message,
    RequestId: newRequestId(),
    HostId: request.headers.host ?? "ga.cn-hangzhou.aliyuncs.com",
    Recommend: `https://api.aliyun.com/troubleshoot?q=${code}&product=Ga`,
  };
  return answer(status, "Error", fields, format);
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
