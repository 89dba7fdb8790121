import type { IncomingMessage } from "node:http";
import { shown } from "../model/shown.js";
import { Refusal } from "./refusal.js";

/** application/json, and what is written in it under a name of its own, such as application/graphql+json. */
const JSON_MEDIA_TYPE = /^\s*application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/** @throws Refusal when a request says that its body is anything but JSON */
export function requireJson({ headers }: IncomingMessage): void {
  const type = headers["content-type"];
  if (type !== undefined && JSON_MEDIA_TYPE.test(type)) return;
  const got = type === undefined ? "none" : shown(type);
  throw new Refusal("body_type", `The header Content-Type must be application/json; got ${got}.`);
}

/** The operation that a request's body is. @throws Refusal */
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
