import type { ProblemCode } from "../../model/enums.js";
import { ProblemError, type RetryClass } from "../../model/problem-error.js";
import type { CloudResponse } from "../../transport/cloud-client.js";
import { messageOf } from "../kit/unknown-refusals.js";

/** The content of an error body, in any of Huawei's shapes. */
export interface HuaweiError {
  /** The code, or the type if there is no code; null when the body has neither. */
  readonly code: string | null;
  readonly message: string;
  readonly requestId: string | null;
}

/** The meaning of one of the vendor's codes. */
export interface HuaweiProblemRow {
  readonly code: ProblemCode;
  /** Defaults to never. */
  readonly retry?: RetryClass;
  /** The path in the input, if one field is at fault. */
  readonly path?: readonly string[];
}
export type HuaweiProblemTable = Readonly<Record<string, HuaweiProblemRow>>;

const notOurRequest = { code: "PROVIDER_REJECTED" } as const;
const wrongCredentials = { code: "UNAUTHENTICATED", retry: "credentials" } as const;
const notAllowed = { code: "FORBIDDEN" } as const;
const outOfOrder = { code: "PROVIDER_UNAVAILABLE", retry: "transient" } as const;

/**
 * The codes of Huawei's API gateway and of IAM, which are in front of every service: spread them into a cloud's table.
 * Source: "API Request Signing Guide", error codes page (api-sign-errorcode).
 */
export const gatewayProblems = {
  "APIGW.0101": notOurRequest,
  "APIGW.0103": outOfOrder,
  "APIGW.0104": notOurRequest,
  "APIGW.0105": notOurRequest,
  "APIGW.0106": notOurRequest,
  // Also the code of 502 and 504 answers, which problemOf distinguishes by status.
  "APIGW.0201": notOurRequest,
  "APIGW.0301": wrongCredentials,
  "APIGW.0302": notAllowed,
  "APIGW.0303": wrongCredentials,
  "APIGW.0304": notAllowed,
  "APIGW.0305": wrongCredentials,
  "APIGW.0306": notAllowed,
  // A token can be revoked before it expires. Source: the same page.
  "APIGW.0307": wrongCredentials,
  "APIGW.0308": { code: "RATE_LIMITED", retry: "throttled" },
  "APIGW.0310": notAllowed,
  "APIGW.0311": wrongCredentials,
  "APIGW.0401": notAllowed,
  "APIGW.0402": notAllowed,
  "APIGW.0404": notAllowed,
  "APIGW.0501": { code: "QUOTA_EXCEEDED" },
  "APIGW.0502": { code: "RESOURCE_FROZEN" },
  "APIGW.0601": outOfOrder,
  "APIGW.0602": notOurRequest,
  "APIGW.0605": outOfOrder,
  "APIGW.0606": outOfOrder,
  "APIGW.0607": notOurRequest,
  "APIGW.0608": outOfOrder,
  "APIGW.0609": outOfOrder,
  "APIGW.0610": outOfOrder,
  "APIGW.0611": outOfOrder,
  "APIGW.0612": outOfOrder,
  "APIGW.0613": outOfOrder,
  "APIGW.0705": outOfOrder,
  "APIGW.0801": notAllowed,
  "APIGW.0802": notAllowed,
} as const satisfies HuaweiProblemTable;

type Fields = Readonly<Record<string, unknown>>;

function fieldsIn(value: unknown): Fields | null {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Fields) : null;
}

function text(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : null;
}

/**
 * Parses an error body: `{error_code, error_msg}` (gateway, GA, newer ELB, IAM), `{error: {code, message}}` (classic
 * ELB, IAM), `{NeutronError: {type, message, detail}}` (shared ELB), `{code, message}` (tags); `{NeutronError}` as a
 * string and `{faultcode, faultstring}`, which OpenStack's older and newer load balancers have; and OpenStack's
 * `{badRequest: {code, message}}`, whose code is the name of the only member. Null when the body has none of these. The
 * request id is in `request_id` or in the header `x-request-id`.
 */
export function readHuaweiError(response: CloudResponse): HuaweiError | null {
  const body = fieldsIn(response.json);
  if (!body) return null;
  const error = fieldsIn(body.error);
  const neutron = fieldsIn(body.NeutronError);
  const shapes = [
    { code: text(body.error_code), message: text(body.error_msg) },
    { code: text(error?.code), message: text(error?.message) },
    {
      code: text(neutron?.type),
      message: [text(neutron?.message), text(neutron?.detail)].filter(Boolean).join(" ") || null,
    },
    { code: null, message: text(body.NeutronError) },
    { code: text(body.code), message: text(body.message) },
    { code: text(body.faultcode), message: text(body.faultstring) },
    openStackError(body),
  ];
  const found = shapes.find(({ code, message }) => code !== null || message !== null);
  if (!found) return null;
  const requestId = requestIdIn(response) ?? response.headers["x-request-id"] ?? null;
  return { code: found.code, message: found.message ?? "The cloud gave no reason.", requestId };
}

/**
 * Which of Huawei's services answer like that is not documented; their status tables use the same names (badRequest,
 * serviceUnavailable), and some clients parse it. Source: OpenStack API guide, faults.
 */
function openStackError(body: Fields): { readonly code: string | null; readonly message: string | null } {
  const [[name, value] = ["", null], ...others] = Object.entries(body);
  const message = others.length === 0 && name !== "error" ? text(fieldsIn(value)?.message) : null;
  return { code: message === null ? null : name, message };
}

/**
 * Only Global Accelerator and the gateway have the request id in the body. Source: update listener page, response
 * fields.
 */
export const requestIdIn = ({ json }: Pick<CloudResponse, "json">): string | undefined =>
  text(fieldsIn(json)?.request_id) ?? undefined;

/** A status alone says little; it decides only without a code, or for an undocumented one. */
function rowByStatus(status: number): HuaweiProblemRow {
  if (status === 401) return wrongCredentials;
  if (status === 403) return notAllowed;
  if (status === 429) return gatewayProblems["APIGW.0308"];
  return status >= 500 ? outOfOrder : notOurRequest;
}

// From the gateway: "… calc aksk signature fail:signature expired, signature time:20211217T064303Z,server
// time:20211217T065804Z" with the code for wrong credentials. Source: huaweicloud-sdk-java-v3 issue 44.
const CLOCK_IS_OFF = /signature expired|signature time/i;

/**
 * The problem for a response, or null for a success.
 *
 * @param table the cloud's codes, including {@link gatewayProblems}
 * @param rowOf when a code alone does not decide: the row for this error, or undefined to use the table
 */
export function huaweiProblemIn(
  response: CloudResponse,
  provider: string,
  table: HuaweiProblemTable,
  rowOf?: (error: HuaweiError, response: CloudResponse) => HuaweiProblemRow | undefined,
): ProblemError | null {
  if (response.status < 300) return null;
  const error = readHuaweiError(response);
  return new ProblemError({
    ...rowFor(response, error, table, rowOf),
    provider,
    message: error?.message ?? messageOf(response),
    nativeCode: error?.code ?? undefined,
    requestId: error?.requestId ?? response.headers["x-request-id"],
  });
}

function rowFor(
  response: CloudResponse,
  error: HuaweiError | null,
  table: HuaweiProblemTable,
  rowOf?: (error: HuaweiError, response: CloudResponse) => HuaweiProblemRow | undefined,
): HuaweiProblemRow {
  if (!error) return rowByStatus(response.status);
  const chosen = rowOf?.(error, response);
  if (chosen) return chosen;
  const { status } = response;
  if (status === 401 && CLOCK_IS_OFF.test(error.message)) return { code: "UNAUTHENTICATED", retry: "clock" };
  // The gateway has one code for errors of the client and of the service behind it.
  if (error.code === "APIGW.0201" && status >= 500) return outOfOrder;
  const known = error.code !== null && Object.hasOwn(table, error.code) ? table[error.code] : undefined;
  return known ?? rowByStatus(status);
}
