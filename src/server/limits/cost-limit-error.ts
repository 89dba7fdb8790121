import { GraphQLError } from "graphql";

/** The code of all refusals of documents that ask for too much. */
export const COST_LIMIT = "COST_LIMIT";

/** The end of an operation that has grown too large while it ran. */
export function costLimitError(message: string, figures: Readonly<Record<string, unknown>>): GraphQLError {
  return new GraphQLError(message, { extensions: { code: COST_LIMIT, ...figures } });
}

/** The same for one that does not run at all: its status is 400. */
export function costLimitRefusal(message: string, figures: Readonly<Record<string, unknown>>): GraphQLError {
  return costLimitError(message, { ...figures, http: { status: 400 } });
}
