import { GraphQLError } from "graphql";

/** The code of all refusals for what a document asks too much of. */
export const COST_LIMIT = "COST_LIMIT";

/** A refusal with its figures; sent with status 400 unless the operation had begun. */
export function costLimitError(message: string, figures: Readonly<Record<string, unknown>> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code: COST_LIMIT, ...figures, http: { status: 400 } } });
}
