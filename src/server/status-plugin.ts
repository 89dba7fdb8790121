import type { RequestPart } from "./request-hooks.js";

const DOCUMENT_CODES = ["GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT"];

/**
 * GraphQL over HTTP: a client that accepts application/json gets 200 even for a refused document; one that accepts
 * application/graphql-response+json gets the meaningful status.
 */
export const statusByMediaType: RequestPart<object> = () => ({
  willSendResponse({ request, response }) {
    if (request.http?.headers.get("accept")?.includes("application/graphql-response+json")) return;
    if (response.body.kind !== "single") return;
    const { errors } = response.body.singleResult;
    if (errors?.length && errors.every(({ extensions }) => DOCUMENT_CODES.includes(String(extensions?.code))))
      response.http.status = 200;
  },
});
