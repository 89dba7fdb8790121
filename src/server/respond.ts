import type { ServerResponse } from "node:http";

export const JSON_TYPE = "application/json; charset=utf-8";

/** Sends a complete answer. */
export function respond(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    ...headers,
    "content-type": contentType,
    "content-length": Buffer.byteLength(body),
    "x-content-type-options": "nosniff",
  });
  response.end(body);
}

export function respondJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers?: Readonly<Record<string, string>>,
): void {
  respond(response, status, JSON_TYPE, JSON.stringify(body), headers);
}

/** A body in the shape of a GraphQL error. */
export function errorBody(code: string, message: string): string {
  return JSON.stringify({ errors: [{ message, extensions: { code } }] });
}

/** An answer in the shape of a GraphQL error, for failures before GraphQL is reached. */
export function respondError(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  headers?: Readonly<Record<string, string>>,
): void {
  respond(response, status, JSON_TYPE, errorBody(code, message), headers);
}
