import type { SandboxResponse } from "./sandbox-cloud.js";

/** The value with every list, text and number in it replaced by one of another type; objects keep their shape. */
function mangledValue(value: unknown): unknown {
  if (Array.isArray(value)) return `${value.length} items`;
  if (typeof value === "string") return value.length;
  if (typeof value === "number") return [value];
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, mangledValue(held)]));
}

/** The response with its JSON mangled; one whose text is not JSON is unchanged. */
export function mangled(response: SandboxResponse): SandboxResponse {
  const { body } = response;
  if (typeof body !== "string") return body === undefined ? response : { ...response, body: mangledValue(body) };
  try {
    return { ...response, body: JSON.stringify(mangledValue(JSON.parse(body))) };
  } catch {
    return response;
  }
}
