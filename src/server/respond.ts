import type { ServerResponse } from "node:http";

/** Sends a whole answer. */
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
  respond(response, status, "application/json; charset=utf-8", JSON.stringify(body), headers);
}

/** An answer in the shape of a GraphQL error, for what fails before GraphQL is reached. */
export function respondError(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  headers?: Readonly<Record<string, string>>,
): void {
  respondJson(response, status, { errors: [{ message, extensions: { code } }] }, headers);
}
