import { STATUS_CODES } from "node:http";
import type { Refusal } from "./refusal.js";
import { errorBody, JSON_TYPE } from "./respond.js";

/** A refusal for a connection without a response to write to. The connection must be closed after it. */
export function rawAnswer(refusal: Refusal): string {
  const body = errorBody(refusal.code, refusal.message);
  const headers = {
    ...refusal.headers,
    "content-type": JSON_TYPE,
    "content-length": Buffer.byteLength(body),
    "x-content-type-options": "nosniff",
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n${lines.join("")}\r\n${body}`;
}
