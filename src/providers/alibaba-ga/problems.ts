import type { ProblemCode } from "../../model/enums.js";
import { ProblemError, type RetryClass } from "../../model/problem-error.js";
import type { CloudRequest, CloudResponse } from "../../transport/cloud-client.js";
import { messageOf } from "../kit/unknown-refusals.js";
import { SETTINGS_KEY } from "./settings.js";

export interface Meaning {
  readonly code: ProblemCode;
  /** Defaults to never. */
  readonly retry?: RetryClass;
  /** The field of the input at fault. */
  readonly path?: readonly string[];
  /** Differences for single operations. */
  readonly on?: Readonly<Record<string, Partial<Omit<Meaning, "on">>>>;
}

const ports = ["portRanges"] as const;
const members = ["members"] as const;
const overrides = ["settings", SETTINGS_KEY, "portOverrides"] as const;
const groupType = ["settings", SETTINGS_KEY, "endpointGroupType"] as const;
const unavailable = { code: "PROVIDER_UNAVAILABLE", retry: "transient" } as const;
const busy = { code: "PARENT_BUSY", retry: "busy" } as const;
const throttled = { code: "RATE_LIMITED", retry: "throttled" } as const;

/**
 * The meaning of the cloud's codes. An unlisted code counts as its part before the first dot, and `Missing…` and
 * `Invalid…` as the entries of that name.
 * Sources: UpdateListener page (seven codes); error tables of the other operations' pages; Terraform provider
 * (resource_alicloud_ga_listener, resource_alicloud_ga_endpoint_group, service_alicloud_ga); gateway-wide error table.
 */
export const problems: Readonly<Record<string, Meaning>> = {
  // Authentication and authorisation
  Forbbiden: { code: "FORBIDDEN" },
  Forbidden: { code: "FORBIDDEN" },
  IncompleteSignature: { code: "UNAUTHENTICATED" },
  InvalidAccessKeyId: { code: "UNAUTHENTICATED" },
  "InvalidAccessKeyId.Inactive": { code: "UNAUTHENTICATED" },
  "InvalidAccessKeyId.NotFound": { code: "UNAUTHENTICATED" },
  InvalidSecurityToken: { code: "UNAUTHENTICATED" },
  InvalidSignatureMethod: { code: "UNAUTHENTICATED" },
  "InvalidTimeStamp.Expired": { code: "UNAUTHENTICATED", retry: "clock" },
  "InvalidTimeStamp.Format": { code: "UNAUTHENTICATED" },
  MissingAccessKeyId: { code: "UNAUTHENTICATED" },
  MissingSecurityToken: { code: "UNAUTHENTICATED" },
  NoPermission: { code: "FORBIDDEN" },
  "NoPermission.EnableHealthCheck": { code: "FORBIDDEN", path: ["healthMonitor"] },
  "NoPermission.VpcEndpoint": { code: "FORBIDDEN", path: members },
  SignatureDoesNotMatch: { code: "UNAUTHENTICATED" },
  // The next attempt is signed with a new nonce.
  SignatureNonceUsed: { code: "PROVIDER_REJECTED", retry: "transient" },

  // The input
  "Domain.NotFit": { code: "INVALID_INPUT", path: members },
  DryRunOperation: { code: "PROVIDER_REJECTED" },
  "EndPointRequestProtocolIllegal.EndpointGroup": {
    code: "INVALID_INPUT",
    path: ["settings", SETTINGS_KEY, "endpointRequestProtocol"],
  },
  "HealthCheckPath.Illegal": { code: "INVALID_INPUT", path: ["healthMonitor", "path"] },
  "IllegalPublicIp.EndPoint": { code: "INVALID_INPUT", path: members },
  Invalid: { code: "INVALID_INPUT" },
  "InvalidApi.NotFound": { code: "UNSUPPORTED" },
  "ListenerProtocolIllegal.EndpointGroup": { code: "UNSUPPORTED", path: groupType },
  Missing: { code: "INVALID_INPUT" },
  "MixedVpc.EndPoint": { code: "INVALID_INPUT", path: members },
  "NotSupportHealthCheck.Accelerator": { code: "UNSUPPORTED", path: ["healthMonitor"] },
  "ParamExclusive.EndpointGroupType": { code: "INVALID_INPUT", path: groupType },
  PortRangeIllegal: { code: "INVALID_INPUT", path: ports },
  "PortRangeIllegal.Count": { code: "INVALID_INPUT", path: ports },
  "PortRangeIllegal.ExceedGaAbility": { code: "INVALID_INPUT", path: ports },
  "PortRangeIllegal.Listener": { code: "INVALID_INPUT", path: ports },
  "PortRangeIllegal.UDP": { code: "INVALID_INPUT", path: ports },
  "PortRanges.MustOne": { code: "INVALID_INPUT", path: ports },
  "ProtocalIllegal.Listener": { code: "INVALID_INPUT", path: ["protocol"] },
  "SystemPort.Listener": { code: "INVALID_INPUT", path: ports },
  UnsupportedHTTPMethod: { code: "UNSUPPORTED" },

  // Quotas and rates
  QuotaExceeded: { code: "QUOTA_EXCEEDED" },
  "QuotaExceeded.EndPoint": { code: "QUOTA_EXCEEDED", path: members },
  "QuotaExceeded.EndpointGroup": { code: "QUOTA_EXCEEDED" },
  "QuotaExceeded.Listener": { code: "QUOTA_EXCEEDED" },
  "QuotaExceeded.ListenerPort": { code: "QUOTA_EXCEEDED", path: ports },
  "QuotaExceeded.PortOverride": { code: "QUOTA_EXCEEDED", path: overrides },
  "Resource.QuotaFull": { code: "QUOTA_EXCEEDED" },
  Throttling: throttled,
  "Throttling.Api": throttled,
  "Throttling.User": throttled,

  // States
  "EndpointGroupExclusive.Listener": { code: "ALREADY_EXISTS" },
  "Exist.EndpointGroup": { code: "ALREADY_EXISTS", on: { DeleteListener: { code: "RESOURCE_IN_USE" } } },
  "Exist.ForwardingRule": { code: "RESOURCE_IN_USE" },
  GA_NOT_STEADY: busy,
  NotActive: busy,
  "NotActive.Listener": busy,
  NotExist: { code: "NOT_FOUND" },
  "NotExist.Accelerator": {
    code: "NOT_FOUND",
    on: { CreateListener: { path: ["parentId"] }, CreateEndpointGroup: { path: ["parentId"] } },
  },
  // Follows the binding of a bandwidth package after a while; the Terraform provider retries.
  "NotExist.BasicBandwidthPackage": busy,
  "NotExist.BusinessRegion": { code: "INVALID_INPUT", path: ["region"] },
  "NotExist.EndPointGroup": { code: "NOT_FOUND" },
  "NotExist.Listener": { code: "NOT_FOUND", on: { CreateEndpointGroup: { path: ["listenerId"] } } },
  "NotExist.ListenerPort": { code: "INVALID_INPUT", path: overrides, on: { UpdateListener: { path: ports } } },
  "PortConflict.Listener": { code: "PORT_CONFLICT", path: ports },
  "RegionConflict.EndpointGroup": { code: "ALREADY_EXISTS", path: ["region"] },
  StateError: busy,
  "StateError.Accelerator": busy,
  "StateError.EndPointGroup": busy,

  // Errors of the cloud itself
  InternalError: unavailable,
  ServiceUnavailable: unavailable,
  // The Terraform provider treats it as "not found" in reads; here, an outage must not look like that.
  UnknownError: unavailable,
};

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly requestId: string | undefined;
}

/** A field of an answer: of a JSON object, or of XML, from the gateway when it could not parse the request. */
function field({ json, text }: Pick<CloudResponse, "json" | "text">, name: string): string | undefined {
  if (json !== null && typeof json === "object") {
    const value = (json as Record<string, unknown>)[name];
    return typeof value === "string" ? value.trim() || undefined : undefined;
  }
  const [, value] = new RegExp(`<${name}>([^<]*)</${name}>`).exec(text) ?? [];
  return value?.trim() || undefined;
}

/** Every answer's body has its request id. Source: UpdateListener page, response fields. */
export const requestIdIn = (response: CloudResponse): string | undefined => field(response, "RequestId");

function refusalIn(response: CloudResponse): Refusal | null {
  const code = field(response, "Code");
  const message = field(response, "Message") ?? code;
  return code === undefined || message === undefined ? null : { code, message, requestId: requestIdIn(response) };
}

function meaningOf(code: string, status: number): Omit<Meaning, "on"> & Pick<Meaning, "on"> {
  const family = code.split(".")[0] ?? code;
  const [prefix] = /^(Missing|Invalid|Throttling)/.exec(code) ?? [];
  const named = [code, family, prefix].find((name) => name !== undefined && Object.hasOwn(problems, name));
  return named === undefined ? ofStatus(status) : problems[named]!;
}

/** The meaning of a status alone, for undocumented codes and for answers from in front of the API. */
function ofStatus(status: number): Meaning {
  if (status === 401) return { code: "UNAUTHENTICATED" };
  if (status === 403) return { code: "FORBIDDEN" };
  if (status === 429) return throttled;
  return status >= 500 ? unavailable : { code: "PROVIDER_REJECTED" };
}

/**
 * `x-acs-retry-after` is a number in the vendor's SDK, whose waiting times are in milliseconds; no page gives the unit.
 */
function retryAfterIn({ headers }: CloudResponse): number | undefined {
  const milliseconds = headers["x-acs-retry-after"] ?? "";
  return /^\s*\d+(\.\d+)?\s*$/.test(milliseconds) && Number(milliseconds) > 0 ? Number(milliseconds) / 1000 : undefined;
}

/**
 * The meaning of an answer without a code. A bare 404 is trusted for a single object, never for a list: what belongs to
 * a missing object is an empty list, and an outage must not look like that.
 */
function withoutCode({ status, text }: CloudResponse, action: string): Meaning {
  const isBare = status === 404 && text.trim() === "" && !action.startsWith("List");
  return isBare ? { code: "NOT_FOUND" } : ofStatus(status);
}

/** The problem in a response, or null for a success, which every 2xx is. */
export function problemIn(provider: string, response: CloudResponse, { action }: CloudRequest): ProblemError | null {
  const { status } = response;
  if (status >= 200 && status < 300) return null;
  const refusal = refusalIn(response);
  const { on, ...meaning } = refusal ? meaningOf(refusal.code, status) : withoutCode(response, action);
  return new ProblemError({
    ...meaning,
    ...on?.[action],
    message: refusal?.message ?? messageOf(response),
    provider,
    nativeCode: refusal?.code,
    requestId: refusal?.requestId,
    retryAfterSeconds: retryAfterIn(response),
  });
}
