import type { SandboxResponse } from "./sandbox-cloud.js";
import { parsePairs, respellPairs } from "./signatures/parameters.js";
import type { ReceivedRequest } from "./signatures/received-request.js";

/** Requests and answers as the JSON documents that an `edit` fault changes, and back. */

export interface RequestDocument {
  method: string;
  path: string;
  /** Decoded; a list where a name comes several times. */
  query: Record<string, string | string[]>;
  headers: Record<string, string>;
  /** Fields of JSON or of a form; else a text. */
  body: unknown;
}

export interface AnswerDocument {
  status: number;
  headers: Record<string, string>;
  /** Missing where there is none; an object or list for JSON, else a text. */
  body?: unknown;
  /** The request, for tests. */
  request: RequestDocument;
}

const isForm = ({ headers }: Pick<ReceivedRequest, "headers">) =>
  /^application\/x-www-form-urlencoded\b/i.test(headers["content-type"] ?? "");

export function requestDocument(request: ReceivedRequest): RequestDocument {
  const { method, path, headers } = request;
  const text = request.body.toString("utf8");
  const body = isForm(request) ? fromPairs(text) : parsedJson(text);
  return { method, path, query: fromPairs(request.query), headers: { ...headers }, body };
}

export function requestFrom({ method, path, query, headers, body }: RequestDocument): ReceivedRequest {
  const text = typeof body === "string" ? body : isForm({ headers }) ? toPairs(body as object) : JSON.stringify(body);
  return { method, path, query: toPairs(query), headers, body: Buffer.from(text ?? "") };
}

export function answerDocument({ status, headers, body }: SandboxResponse, request: RequestDocument): AnswerDocument {
  // As it will be sent: without undefined members, and without anything that the emulator keeps.
  const sent: unknown = typeof body === "string" ? parsedJson(body) : body && JSON.parse(JSON.stringify(body));
  return { status, headers: { ...headers }, ...(sent === undefined ? {} : { body: sent }), request };
}

/** Null for what cannot be sent. */
export function answerFrom({ status, headers, body }: AnswerDocument, whole: SandboxResponse): SandboxResponse | null {
  const isStatus = Number.isInteger(status) && status >= 200 && status <= 599;
  const isSendable = Object.entries(headers).every(
    ([name, value]) => /^[\w!#$%&'*+.^`|~-]+$/.test(name) && typeof value === "string" && !/[\r\n\0]/.test(value),
  );
  if (!isStatus || !isSendable) return null;
  const wasText = typeof whole.body === "string";
  return { status, headers, body: wasText && typeof body === "object" ? JSON.stringify(body) : body };
}

function parsedJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function fromPairs(text: string): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {};
  for (const [name, value] of parsePairs(text) ?? []) {
    const held = Object.hasOwn(fields, name) ? fields[name]! : undefined;
    fields[name] = held === undefined ? value : [held, value].flat();
  }
  return fields;
}

function toPairs(fields: object): string {
  return respellPairs(
    Object.entries(fields).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, String(value)]),
    ),
  );
}
