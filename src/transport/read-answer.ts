import { ProblemError } from "../model/problem-error.js";
import type { CloudDialect, CloudRequest, CloudResponse } from "./cloud-client.js";
import type { HttpAnswer } from "./http.js";

/** The answer with its body parsed as JSON, if it is JSON. */
export function readAnswer({ status, headers, text }: HttpAnswer): CloudResponse {
  return { status, headers, text, json: jsonIn(text) };
}

/**
 * Objects and lists in one answer. Parsing blocks for up to a microsecond for each; no vendor's list comes near this
 * number.
 */
const MOST_HOLDERS = 250_000;

/**
 * Whether there are more than {@link MOST_HOLDERS}. Brackets inside strings count as well: only very long answers are
 * checked.
 */
function holdsTooMuch(text: string): boolean {
  if (text.length < 2 * MOST_HOLDERS) return false;
  let holders = 0;
  for (const opening of ["{", "["])
    for (let at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 1)) {
      holders += 1;
      if (holders > MOST_HOLDERS) return true;
    }
  return false;
}

function jsonIn(text: string): unknown {
  if (text.trim() === "" || holdsTooMuch(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * The problem for an answer, or null for a success. Checks first whether the answer can be read at all, then asks the
 * dialect, then goes by the status.
 *
 * A `transient` problem of a change always has mayHaveHappened, since a cloud may fail after the work was done. For all
 * other classes the dialect's table is trusted.
 *
 * @param now our own time, in milliseconds since 1970, for a cloud that does not report its own
 */
export function problemInAnswer(
  dialect: CloudDialect,
  response: CloudResponse,
  request: CloudRequest,
  now: number,
): ProblemError | null {
  const problem = isGarbled(response)
    ? holdsTooMuch(response.text)
      ? tooMuch(request)
      : garbled(response)
    : (told(dialect, response, request) ?? problemOfStatus(response));
  if (!problem) return null;
  return problem.with({
    provider: dialect.provider,
    requestId: problem.requestId ?? requestIdOf(dialect, response),
    retryAfterSeconds: problem.retryAfterSeconds ?? retryAfter(response, now),
    mayHaveHappened: problem.mayHaveHappened || (problem.retry === "transient" && request.effect !== "read"),
  });
}

/** A dialect reads bodies with the readers of wire.ts, which throw problems. */
function told(dialect: CloudDialect, response: CloudResponse, request: CloudRequest): ProblemError | null {
  try {
    return dialect.problemIn(response, request);
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
}

const isSuccess = ({ status }: CloudResponse): boolean => status >= 200 && status < 300;

/** A success whose body should be JSON and is not: truncated, or a page from a proxy. */
function isGarbled(response: CloudResponse): boolean {
  if (!isSuccess(response) || response.json !== undefined || response.text.trim() === "") return false;
  const type = response.headers["content-type"];
  return type === undefined || /json|html/i.test(type);
}

function tooMuch({ effect }: Pick<CloudRequest, "effect">): ProblemError {
  return new ProblemError({
    code: "UNREADABLE",
    message: `The answer must hold at most ${MOST_HOLDERS.toLocaleString("en")} objects and lists; got more.`,
    mayHaveHappened: effect !== "read",
  });
}

function garbled({ status, headers }: CloudResponse): ProblemError {
  return new ProblemError({
    code: "PROVIDER_UNAVAILABLE",
    retry: "transient",
    message: `The answer with status ${status} must be JSON; its content type is ${headers["content-type"] ?? "none"}.`,
  });
}

/** For answers that the dialect does not recognise. */
function problemOfStatus(response: CloudResponse): ProblemError | null {
  const { status } = response;
  if (isSuccess(response)) return null;
  const message = `The cloud answered with status ${status}.`;
  if (status === 429) return new ProblemError({ code: "RATE_LIMITED", retry: "throttled", message });
  if (status >= 500) return new ProblemError({ code: "PROVIDER_UNAVAILABLE", retry: "transient", message });
  return new ProblemError({ code: "PROVIDER_REJECTED", message });
}

/** Vendors' request ids have 36 characters or fewer. */
const LONGEST_REQUEST_ID = 128;

/** The cloud's id of a request, from the body, or else from whichever header has it. */
export function requestIdOf(dialect: Pick<CloudDialect, "requestIdIn">, response: CloudResponse): string | undefined {
  const { headers } = response;
  const header = Object.keys(headers).find((name) => /request-?id$/.test(name));
  const id = dialect.requestIdIn?.(response) ?? (header === undefined ? undefined : headers[header]);
  return id === undefined || id === "" || id.length > LONGEST_REQUEST_ID ? undefined : id;
}

/** Seconds from a Retry-After header, which holds a number or a date. Source: RFC 9110, 10.2.3; some send fractions. */
function retryAfter({ headers }: CloudResponse, now: number): number | undefined {
  const value = headers["retry-after"];
  if (value === undefined) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(value)) return Number(value);
  const until = HTTP_DATE.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(until)) return undefined;
  const cloudTime = Date.parse(headers.date ?? "");
  return (until - (Number.isNaN(cloudTime) ? now : cloudTime)) / 1000;
}

/** Date.parse alone accepts nearly any text with a number in it. Source: RFC 9110, 5.6.7, all three forms. */
const HTTP_DATE = /^\s*[A-Z][a-z]+,? .*\d\d:\d\d:\d\d/;
