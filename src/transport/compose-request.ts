import type { UnsignedRequest } from "../signing/request.js";
import { encodeRfc3986 } from "../signing/rfc3986.js";
import type { CloudRequest } from "./cloud-client.js";

/** The request as it is to be signed: an absolute URL under the endpoint, and the body as text. */
export function composeRequest(endpoint: URL, { method, path, query, headers, body }: CloudRequest): UnsignedRequest {
  const search = queryText(query);
  const prefix = endpoint.origin + endpoint.pathname.replace(/\/+$/, "");
  const url = new URL(prefix + path + (search === "" ? "" : `?${search}`));
  const hasJson = body !== undefined && typeof body !== "string";
  const all: Record<string, string> = { accept: "application/json" };
  if (hasJson) all["content-type"] = "application/json";
  for (const [name, value] of Object.entries(headers ?? {})) all[name.toLowerCase()] = value;
  return { method, url, headers: all, body: hasJson ? JSON.stringify(body) : (body ?? "") };
}

/** Spaces as %20: a plus sign is one only by the rules of forms, and signers differ over it. */
function queryText(query: CloudRequest["query"]): string {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value])
      pairs.push(`${encodeRfc3986(name)}=${encodeRfc3986(String(item))}`);
  }
  return pairs.join("&");
}
