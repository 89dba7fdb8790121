import { GraphQLError } from "graphql";

/** The code of all refusals of documents that ask for too much. */
export const COST_LIMIT = "COST_LIMIT";

/** The error of an operation that exceeds a limit while it runs. */
export function costLimitError(message: string, figures: Readonly<Record<string, unknown>>): GraphQLError {
  return new GraphQLError(message, { extensions: { code: COST_LIMIT, ...figures } });
}

/** The same for an operation that is refused before it runs, with status 400. */
export function costLimitRefusal(message: string, figures: Readonly<Record<string, unknown>>): GraphQLError {
  return costLimitError(message, { ...figures, http: { status: 400 } });
}
