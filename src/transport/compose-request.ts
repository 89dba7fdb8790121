import { ProblemError } from "../model/problem-error.js";
import { canBeId } from "../model/resource-ref.js";
import { shown } from "../model/shown.js";
import type { UnsignedRequest } from "../signing/request.js";
import { encodeRfc3986 } from "../signing/rfc3986.js";
import type { CloudRequest } from "./cloud-client.js";

/**
 * An id as one segment of a path.
 * @throws ProblemError UNREADABLE for a text that cannot be an id. Callers' ids are validated before, so it comes from
 *   a cloud.
 */
export function pathSegment(id: string): string {
  if (canBeId(id)) return encodeRfc3986(id);
  throw unsendable(`The cloud's answer has an invalid id: ${shown(id)}.`);
}

/**
 * The request to be signed: an absolute URL under the endpoint, and the body as text.
 * @throws ProblemError UNREADABLE when the URL would differ from the requested one. Nothing was sent or signed.
 */
export function composeRequest(
  endpoint: URL,
  { action, method, path, query, headers, body }: CloudRequest,
): UnsignedRequest {
  const text = queryText(query);
  const search = text === "" ? "" : `?${text}`;
  const pathname = endpoint.pathname.replace(/\/+$/, "") + path;
  const url = isWholePath(path) ? new URL(endpoint.origin + pathname + search) : undefined;
  if (url?.pathname !== pathname || url.search !== search || url.hash !== "")
    throw unsendable(`${action} was not sent: no address has the path ${shown(path)}.`);
  const hasJson = body !== undefined && typeof body !== "string";
  const all: Record<string, string> = { accept: "application/json" };
  if (hasJson) all["content-type"] = "application/json";
  for (const [name, value] of Object.entries(headers ?? {})) all[name.toLowerCase()] = value;
  return { method, url, headers: all, body: hasJson ? JSON.stringify(body) : (body ?? "") };
}

/** Whether a path starts at the root and has no empty segment, which would be a missing id. */
function isWholePath(path: string): boolean {
  return path === "/" || (path.startsWith("/") && !path.includes("//") && !path.endsWith("/"));
}

/** Writes spaces as %20: a plus sign is a space only in forms, and signers treat it differently. */
function queryText(query: CloudRequest["query"]): string {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value])
      pairs.push(`${encodeRfc3986(name)}=${encoded(name, String(item))}`);
  }
  return pairs.join("&");
}

function encoded(name: string, value: string): string {
  if (value.isWellFormed()) return encodeRfc3986(value);
  throw unsendable(`In the cloud's answer, ${name} must be a string; got ${shown(value)}.`);
}

function unsendable(message: string): ProblemError {
  return new ProblemError({ code: "UNREADABLE", message });
}
