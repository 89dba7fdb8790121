import type { IncomingMessage } from "node:http";
import type { ReceivedRequest } from "./signatures/received-request.js";

/** Most bytes of a request body. */
export const MOST_BODY_BYTES = 16 * 1024 * 1024;

/** The whole request with its body; null when the body is larger than {@link MOST_BODY_BYTES}. */
export async function readRequest(message: IncomingMessage): Promise<ReceivedRequest | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  const url = message.url ?? "/";
  const mark = url.indexOf("?");
  return {
    method: message.method ?? "GET",
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? "" : url.slice(mark + 1),
    headers: headersOf(message),
    body: Buffer.concat(chunks),
  };
}

/** Header values by lower-case name; the values of a repeated header are joined by commas. */
function headersOf(message: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(message.headersDistinct)) headers[name] = (values ?? []).join(", ");
  return headers;
}
