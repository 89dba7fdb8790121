import { Refusal } from "../refusal.js";
import type { DocumentRequest } from "../trusted-documents.js";
import type { GraphqlParameters } from "./subscriptions.js";

type Json = Readonly<Record<string, unknown>>;

const NAMES = { query: "string", operationName: "string", variables: "object", extensions: "object" } as const;

/**
 * The parts of a GraphQL request, from its body or else from its URL.
 * @throws Refusal when a part has the wrong type
 */
export function graphqlParameters({ search, body }: DocumentRequest): GraphqlParameters {
  return parametersIn(body === undefined ? inAddress(search) : (body as Json));
}

/** @throws Refusal when a part has the wrong type */
export function parametersIn(given: Json): GraphqlParameters {
  const parts = Object.entries(NAMES).flatMap(([name, kind]) => {
    const value = given[name] ?? undefined;
    if (value === undefined) return [];
    if (typeof value !== kind || Array.isArray(value))
      throw new Refusal("body_syntax", `\`${name}\` must be ${kind === "object" ? "a JSON object" : "a string"}.`);
    return [[name, value]];
  });
  return Object.fromEntries(parts) as GraphqlParameters;
}

function inAddress(search: string): Json {
  const given = new URLSearchParams(search);
  return Object.fromEntries(
    Object.entries(NAMES).map(([name, kind]) => {
      const text = given.get(name);
      return [name, kind === "object" && text ? parsed(name, text) : (text ?? undefined)];
    }),
  );
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("body_syntax", `\`${name}\` must be a JSON object.`);
  }
}
