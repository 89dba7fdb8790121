import type { IncomingMessage } from "node:http";
import { shown } from "../model/shown.js";
import { Refusal } from "./refusal.js";

/** application/json, and formats based on it, such as application/graphql+json. */
const JSON_MEDIA_TYPE = /^\s*application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/** @throws Refusal when a request declares another format than JSON */
export function requireJson({ headers }: IncomingMessage): void {
  const type = headers["content-type"];
  if (type !== undefined && JSON_MEDIA_TYPE.test(type)) return;
  const got = type === undefined ? "none" : shown(type);
  throw new Refusal("body_type", `The header Content-Type must be application/json; got ${got}.`);
}

/**
 * Parses a request's body as an operation.
 * @throws Refusal
 */
export function operationIn(body: Buffer): unknown {
  const operation = jsonIn(body);
  if (Array.isArray(operation))
    throw new Refusal("body_syntax", "The request body is a list. Send one operation in each request.");
  if (typeof operation !== "object" || operation === null || Object.keys(operation).length === 0)
    throw new Refusal("body_syntax", 'The request body holds no operation. Send a JSON object: {"query": "{ … }"}.');
  return operation;
}

function jsonIn(body: Buffer): unknown {
  if (body.length === 0) return null;
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new Refusal("body_syntax", "The request body is not valid JSON.");
  }
}
