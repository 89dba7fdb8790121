import { GraphQLScalarType, Kind } from "graphql";

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

function parse(value: unknown): string {
  if (typeof value === "string" && RFC_3339.test(value) && !Number.isNaN(Date.parse(value))) return value;
  // Not a GraphQLError: to any other, graphql adds the value and where it stands.
  throw new TypeError("A DateTime is an RFC 3339 instant in UTC such as 2026-01-31T08:00:00Z.");
}

/**
 * RFC 3339 instants in UTC. The model keeps them as strings, checked when a cloud's answer is mapped, so that
 * serialising them costs nothing.
 */
export const DateTime = new GraphQLScalarType<string, string>({
  name: "DateTime",
  description: "An RFC 3339 instant in UTC, for example 2026-01-31T08:00:00Z.",
  specifiedByURL: "https://scalars.graphql.org/andimarek/date-time.html",
  serialize: (value) => (typeof value === "string" ? value : parse(value)),
  parseValue: parse,
  parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
});

/** An instant as the model keeps it; null when there is none, or when no calendar has it. */
export function instantAt(milliseconds: number | null): string | null {
  const at = new Date(milliseconds ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
