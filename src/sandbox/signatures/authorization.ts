import type { ReceivedRequest } from "./received-request.js";

/** The parts that the header signatures of all three clouds have in common. */
export interface Authorization {
  /** Key id, or for Tencent key id and scope. */
  readonly credential: string;
  readonly signedHeaders: readonly string[];
  /** Lower-case hex. */
  readonly signature: string;
}

/**
 * Reads `Authorization: {algorithm} {credentialField}=…, SignedHeaders=…, Signature=…`, with or without spaces after
 * the commas. Strict, so that a careless client is noticed: names of signed headers must be lower-case, sorted and
 * unique.
 */
export function readAuthorization(
  request: ReceivedRequest,
  algorithm: string,
  credentialField: string,
): Authorization | "missing" | "malformed" {
  const value = request.headers.authorization;
  if (value === undefined || value === "") return "missing";
  if (!value.startsWith(`${algorithm} `)) return "malformed";

  const fields = new Map<string, string>();
  for (const part of value.slice(algorithm.length + 1).split(",")) {
    const [, name, content] = /^ *([A-Za-z]+)=(.+)$/.exec(part) ?? [];
    if (name === undefined || content === undefined || fields.has(name)) return "malformed";
    fields.set(name, content);
  }
  const credential = fields.get(credentialField);
  const signature = fields.get("Signature");
  const signedHeaders = fields.get("SignedHeaders")?.split(";");
  if (fields.size !== 3 || credential === undefined || signature === undefined || signedHeaders === undefined) {
    return "malformed";
  }
  if (!/^[0-9a-f]{64}$/.test(signature) || !signedHeaders.every(isInOrder)) return "malformed";
  return { credential, signedHeaders, signature };
}

function isInOrder(name: string, index: number, names: readonly string[]): boolean {
  const next = names[index + 1];
  return /^[!-9<-@[-~]+$/.test(name) && (next === undefined || name < next);
}

/** One `name:value` line per signed header, or null when the request lacks one of them. */
export function headerLines(request: ReceivedRequest, names: readonly string[]): string | null {
  let lines = "";
  for (const name of names) {
    // A client chooses these names, and "constructor" is a property of every object.
    if (!Object.hasOwn(request.headers, name)) return null;
    lines += `${name}:${request.headers[name]?.trim()}\n`;
  }
  return lines;
}
