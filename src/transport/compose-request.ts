import type { UnsignedRequest } from "../signing/request.js";
import { encodeRfc3986 } from "../signing/rfc3986.js";
import type { CloudRequest } from "./cloud-client.js";

/** The request as it is to be signed: an absolute URL under the endpoint, and the body as text. */
export function composeRequest(endpoint: URL, { method, path, query, headers, body }: CloudRequest): UnsignedRequest {
  const url = new URL(endpoint.origin);
  url.pathname = endpoint.pathname.replace(/\/+$/, "") + path;
  url.search = queryText(query);
  const hasJson = body !== undefined && typeof body !== "string";
  const all: Record<string, string> = { accept: "application/json" };
  if (hasJson) all["content-type"] = "application/json";
  for (const [name, value] of Object.entries(headers ?? {})) all[name.toLowerCase()] = value;
  return { method, url, headers: all, body: hasJson ? JSON.stringify(body) : (body ?? "") };
}

/** Spaces as %20: a plus sign is one only by the rules of forms, and signers differ over it. */
function queryText(query: CloudRequest["query"]): string {
  return Object.entries(query ?? {})
    .flatMap(([name, value]) =>
      value === undefined ? [] : [value].flat().map((item) => [name, String(item)] as const),
    )
    .map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`)
    .join("&");
}
