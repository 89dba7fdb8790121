import { parametersOf, parsePairs } from "../../../sandbox/signatures/parameters.js";
import type { ReceivedRequest } from "../../../sandbox/signatures/received-request.js";
import { refuse } from "./refusal.js";

/** Parameters that every operation takes beside its own, in the styles that have no headers for them. */
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

/** What is asked, whichever of the three styles it came in. */
export interface ApiRequest {
  readonly action: string;
  readonly version: string;
  /** The operation's own parameters; texts where the style knows nothing else. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export const isTc3 = ({ headers }: ReceivedRequest) => (headers.authorization ?? "").startsWith("TC3-HMAC-SHA256");

/** The operation's name wherever it stands; empty when it stands nowhere. Never throws. */
export function actionIn(request: ReceivedRequest): string {
  const { headers, query, body } = request;
  if (headers["x-tc-action"]) return headers["x-tc-action"];
  const isForm = (headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
  const pairs = [...(parsePairs(query) ?? []), ...((isForm && parsePairs(body.toString("utf8"))) || [])];
  return pairs.find(([name]) => name === "Action")?.[1] ?? "";
}

/** Takes the request apart. @throws ApiRefusal when it is no request of this API. */
export function apiRequestOf(request: ReceivedRequest): ApiRequest {
  const action = actionIn(request);
  if (isTc3(request) && request.method === "POST") {
    return { action, version: request.headers["x-tc-version"] ?? "", parameters: jsonIn(request) };
  }
  const flat = parametersOf(request);
  if (!flat) refuse("InvalidRequest", "The parameters cannot be read.");
  const own = [...flat].filter(([name]) => !COMMON.includes(name));
  const version = request.headers["x-tc-version"] ?? flat.get("Version") ?? "";
  return { action, version, parameters: unflattened(own) };
}

function jsonIn({ headers, body }: ReceivedRequest): Readonly<Record<string, unknown>> {
  if (!/^application\/json *(;|$)/i.test(headers["content-type"] ?? "")) {
    refuse("InvalidRequest", "The content type must be application/json.");
  }
  try {
    const value: unknown = JSON.parse(body.toString("utf8") || "{}");
    if (value !== null && typeof value === "object" && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return refuse("InvalidRequest", "The body is not a JSON object.");
}

type Tree = { [name: string]: Tree | string };

/** `Ports.0=90&Filters.0.Name=x` as lists and objects; lists count from 0. */
function unflattened(pairs: readonly (readonly [string, string])[]): Record<string, unknown> {
  const root: Tree = Object.create(null) as Tree;
  for (const [name, value] of pairs) {
    const steps = name.split(".");
    let node = root;
    for (const step of steps.slice(0, -1)) {
      const next = node[step] ?? (Object.create(null) as Tree);
      if (typeof next === "string")
        refuse("InvalidParameter", `The parameter ${name} is a value and a structure at once.`);
      node[step] = next;
      node = next;
    }
    node[steps.at(-1)!] = value;
  }
  return Object.fromEntries(Object.entries(root).map(([name, node]) => [name, listsIn(node)]));
}

function listsIn(node: Tree | string): unknown {
  if (typeof node === "string") return node;
  const entries = Object.entries(node).map(([name, value]) => [name, listsIn(value)] as const);
  const isList = entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name));
  if (!isList) return Object.fromEntries(entries);
  return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value);
}
