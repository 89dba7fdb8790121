import { unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { ProblemError } from "../model/problem-error.js";
import { reportFault } from "../transport/report-fault.js";
import type { Logger } from "./log.js";

/** The extensions that a client sees of a cloud's problem. */
function extensionsOf({
  code,
  provider,
  nativeCode,
  requestId,
  retryAfterSeconds,
  inputPath,
  brokenRules,
  retry,
}: ProblemError): Record<string, unknown> {
  const all = {
    code,
    provider,
    nativeCode,
    requestId,
    retryAfterSeconds,
    argument: inputPath,
    brokenRules,
    isRetryable: retry !== "never",
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** graphql-js's message when comparing the fields of a selection with each other would take too long. */
const GIVEN_UP = "Validation aborted.";
const TOO_MANY_FIELDS =
  "The document names fields of the same object so many times that they can no longer be compared with each other. Name each field once.";

/** The most characters of a message: what a client sent may be in it, and is not returned as a whole. */
const MOST_OF_A_MESSAGE = 16_384;

const clipped = (message: string): string =>
  message.length > MOST_OF_A_MESSAGE ? `${message.slice(0, MOST_OF_A_MESSAGE)}…` : message;

/**
 * What clients see of an error: problems with their code, errors in the document as GraphQL words them, and internal
 * errors only as a reference under which the log has the details.
 */
export function formatErrorWith(
  log: Logger,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const original = unwrapResolverError(error);
    const { locations, path } = formatted;
    const message = clipped(formatted.message);
    if (original instanceof ProblemError && original.code !== "INTERNAL_SERVER_ERROR")
      return { message: clipped(original.message), locations, path, extensions: extensionsOf(original) };
    const code = formatted.extensions?.code;
    if (original instanceof GraphQLError && code !== undefined && code !== "INTERNAL_SERVER_ERROR") {
      if (message === GIVEN_UP) return { message: TOO_MANY_FIELDS, extensions: { code } };
      return { message, locations, path, extensions: { ...formatted.extensions, stacktrace: undefined } };
    }
    // Apollo Server's own error for a request, for example a persisted query whose hash does not match.
    if (error instanceof GraphQLError && !error.originalError && !path)
      return { message, locations, extensions: { code: "BAD_REQUEST" } };
    const { message: masked, reference } = reportFault(original, { log }, { path });
    return { message: masked, locations, path, extensions: { code: "INTERNAL_SERVER_ERROR", reference } };
  };
}

/** Errors of an execution outside Apollo Server, as clients see them. */
export function formattedExecutionError(
  formatError: ReturnType<typeof formatErrorWith>,
  error: GraphQLError,
): GraphQLFormattedError {
  const extensions = { ...error.extensions, code: error.extensions.code ?? "INTERNAL_SERVER_ERROR" };
  return formatError({ ...error.toJSON(), extensions }, error);
}
