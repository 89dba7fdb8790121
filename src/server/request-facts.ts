import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isIdempotencyKey, MAX_KEY } from "../model/change-input.js";
import { shortened } from "./bounded-names.js";
import type { RequestFacts } from "./operation-context.js";
import { Refusal } from "./refusal.js";

type Headed = Pick<IncomingMessage, "headers">;

const REQUEST_ID = /^[\w.-]{1,128}$/;

/** The id that a request has, or else a new one. */
export function requestIdOf({ headers }: Headed): string {
  const asked = headers["x-request-id"];
  return typeof asked === "string" && REQUEST_ID.test(asked) ? asked : randomUUID();
}

/**
 * What the headers of a request say of its operation.
 * @throws Refusal
 */
export function factsIn(
  request: Headed,
): Pick<RequestFacts, "askedTimeoutMs" | "idempotencyKey" | "clientName" | "clientVersion" | "traceContext"> {
  return {
    askedTimeoutMs: askedTimeout(request),
    idempotencyKey: idempotencyKeyOf(request),
    clientName: programIn(request, "apollographql-client-name"),
    clientVersion: programIn(request, "apollographql-client-version"),
    traceContext: traceContextOf(request),
  };
}

function askedTimeout(request: Headed): number | null {
  const asked = Number(request.headers["x-request-timeout-ms"]);
  return Number.isFinite(asked) && asked > 0 ? asked : null;
}

/** @throws Refusal when it is not a valid key: a change must not be made as if there was none */
function idempotencyKeyOf({ headers }: Headed): string | null {
  const key = headers["idempotency-key"];
  if (key === undefined) return null;
  if (typeof key === "string" && isIdempotencyKey(key)) return key;
  throw new Refusal(
    "idempotency_key",
    `The header Idempotency-Key must be 1 to ${MAX_KEY} printable ASCII characters.`,
  );
}

function programIn({ headers }: Headed, header: string): string | null {
  const told = headers[header];
  return typeof told === "string" && told !== "" ? shortened(told) : null;
}

function traceContextOf({ headers: { traceparent, tracestate } }: Headed): RequestFacts["traceContext"] {
  return { traceparent: traceparent?.toString(), tracestate: tracestate?.toString() };
}
