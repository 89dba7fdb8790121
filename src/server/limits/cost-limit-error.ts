import { GraphQLError } from "graphql";

/** The code of all refusals for what a document asks too much of. */
export const COST_LIMIT = "COST_LIMIT";

/** What an operation ends with that has grown too large while it ran. */
export function costLimitError(message: string, figures: Readonly<Record<string, unknown>>): GraphQLError {
  return new GraphQLError(message, { extensions: { code: COST_LIMIT, ...figures } });
}

/** The same for one that is not run at all: its status is 400. */
export function costLimitRefusal(message: string, figures: Readonly<Record<string, unknown>>): GraphQLError {
  return costLimitError(message, { ...figures, http: { status: 400 } });
}
