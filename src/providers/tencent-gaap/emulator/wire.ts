import { fromDottedNames } from "../../../sandbox/dotted-names.js";
import { isObject } from "../../../sandbox/read-fields.js";
import type { RpcCall } from "../../../sandbox/rpc-emulator.js";
import { parametersOf, parsePairs } from "../../../sandbox/signatures/parameters.js";
import type { ReceivedRequest } from "../../../sandbox/signatures/received-request.js";
import { refuse } from "./errors.js";

/** Parameters that every operation accepts besides its own, in the styles that have no headers for them. */
const COMMON = [
  "Action",
  "Version",
  "Timestamp",
  "Nonce",
  "SecretId",
  "Signature",
  "SignatureMethod",
  "Region",
  "Token",
  "Language",
  "RequestClient",
];

export const isTc3 = ({ headers }: ReceivedRequest) => (headers.authorization ?? "").startsWith("TC3-HMAC-SHA256");

/** The operation's name, from the header or a parameter; empty when there is none. Never throws. */
export function actionIn(request: ReceivedRequest): string {
  const { headers, query, body } = request;
  if (headers["x-tc-action"]) return headers["x-tc-action"];
  const isForm = (headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
  const pairs = [...(parsePairs(query) ?? []), ...((isForm && parsePairs(body.toString("utf8"))) || [])];
  return pairs.find(([name]) => name === "Action")?.[1] ?? "";
}

/** Parses a request in any of the three styles. @throws Refused when it is not a request of this API */
export function callIn(request: ReceivedRequest): RpcCall {
  const action = actionIn(request);
  if (isTc3(request) && request.method === "POST") {
    return { action, version: request.headers["x-tc-version"] ?? "", parameters: jsonIn(request) };
  }
  const flat = parametersOf(request);
  if (!flat) refuse("InvalidRequest", "The parameters cannot be read.");
  const own = [...flat].filter(([name]) => !COMMON.includes(name));
  const version = request.headers["x-tc-version"] ?? flat.get("Version") ?? "";
  return { action, version, parameters: fromDottedNames(own) };
}

function jsonIn({ headers, body }: ReceivedRequest): Readonly<Record<string, unknown>> {
  if (!/^application\/json *(;|$)/i.test(headers["content-type"] ?? "")) {
    refuse("InvalidRequest", "The content type must be application/json.");
  }
  try {
    const value: unknown = JSON.parse(body.toString("utf8") || "{}");
    if (isObject(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return refuse("InvalidRequest", "The body is not a JSON object.");
}
