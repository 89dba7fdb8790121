import type { ProblemCode } from "../../model/enums.js";
import { ProblemError, type RetryClass } from "../../model/problem-error.js";
import type { CloudRequest, CloudResponse } from "../../transport/cloud-client.js";
import { type AskedFields, inAskedField } from "../kit/asked-fields.js";
import { messageOf } from "../kit/unknown-refusals.js";
import { words } from "../kit/words.js";

export interface Meaning {
  readonly code: ProblemCode;
  /** Defaults to never. */
  readonly retry?: RetryClass;
  /** The field of the input at fault. */
  readonly path?: readonly string[];
}

const port = ["portRanges"] as const;
const certificate = ["tls", "certificateIds"] as const;
const members = ["members"] as const;
const domain = ["settings", "tencentGaap", "domain"] as const;
const pathOfRule = ["settings", "tencentGaap", "path"] as const;

/**
 * The meaning of the cloud's codes. All of them come with HTTP status 200.
 * Sources: CreateTCPListeners page section 6; error lists per operation of tencentcloud-sdk-go gaap v20180529; help
 * page "Common error codes" of API 3.0. An unlisted code counts as its part before the first dot.
 */
export const problems: Readonly<Record<string, Meaning>> = {
  // Authentication and authorisation
  AuthFailure: { code: "UNAUTHENTICATED" },
  "AuthFailure.InvalidAuthorization": { code: "UNAUTHENTICATED" },
  "AuthFailure.InvalidSecretId": { code: "UNAUTHENTICATED" },
  "AuthFailure.MFAFailure": { code: "UNAUTHENTICATED" },
  "AuthFailure.NotEnterpriseAuthorization": { code: "FORBIDDEN" },
  "AuthFailure.SecretIdNotFound": { code: "UNAUTHENTICATED" },
  "AuthFailure.SignatureExpire": { code: "UNAUTHENTICATED", retry: "clock" },
  "AuthFailure.SignatureFailure": { code: "UNAUTHENTICATED" },
  "AuthFailure.TokenFailure": { code: "UNAUTHENTICATED" },
  "AuthFailure.UnauthorizedOperation": { code: "FORBIDDEN" },
  "FailedOperation.UserNotConfirmProtocol": { code: "FORBIDDEN" },
  IpInBlacklist: { code: "FORBIDDEN" },
  IpNotInWhitelist: { code: "FORBIDDEN" },
  UnauthorizedOperation: { code: "FORBIDDEN" },

  // The input
  ActionOffline: { code: "UNSUPPORTED" },
  DryRunOperation: { code: "PROVIDER_REJECTED" },
  InvalidAction: { code: "UNSUPPORTED" },
  InvalidParameter: { code: "INVALID_INPUT" },
  InvalidParameterValue: { code: "INVALID_INPUT" },
  "InvalidParameterValue.CertificateNotMatchDomain": { code: "INVALID_INPUT", path: domain },
  "InvalidParameterValue.DomainInIcpBlacklist": { code: "FORBIDDEN", path: domain },
  "InvalidParameterValue.DomainNotRegister": { code: "INVALID_INPUT", path: domain },
  "InvalidParameterValue.DuplicateRS": { code: "ALREADY_EXISTS", path: members },
  "InvalidParameterValue.DuplicatedListenerPort": { code: "PORT_CONFLICT", path: port },
  "InvalidParameterValue.HitBanBlacklist": { code: "FORBIDDEN", path: members },
  "InvalidParameterValue.InvalidCertificateId": { code: "INVALID_INPUT", path: certificate },
  "InvalidParameterValue.InvalidListenerPort": { code: "INVALID_INPUT", path: port },
  "InvalidParameterValue.InvalidTags": { code: "INVALID_INPUT" },
  "InvalidParameterValue.L7DomainHitBanBlacklist": { code: "FORBIDDEN", path: domain },
  "InvalidParameterValue.ProjectIdNotBelong": { code: "INVALID_INPUT" },
  "InvalidParameterValue.RealServerNotBelong": { code: "INVALID_INPUT", path: members },
  InvalidRequest: { code: "PROVIDER_REJECTED" },
  MissingParameter: { code: "INVALID_INPUT" },
  NoSuchProduct: { code: "UNSUPPORTED" },
  NoSuchVersion: { code: "UNSUPPORTED" },
  RequestSizeLimitExceeded: { code: "INVALID_INPUT" },
  ResponseSizeLimitExceeded: { code: "PROVIDER_REJECTED" },
  UnknownParameter: { code: "PROVIDER_REJECTED" },
  UnsupportedOperation: { code: "UNSUPPORTED" },
  UnsupportedProtocol: { code: "UNSUPPORTED", path: ["protocol"] },
  UnsupportedRegion: { code: "UNSUPPORTED" },
  "FailedOperation.InvalidListenerProtocol": { code: "UNSUPPORTED", path: ["listenerId"] },
  "FailedOperation.NonStandardProxy": { code: "UNSUPPORTED", path: ["parentId"] },
  "FailedOperation.NotSupportOldVersionProxy": { code: "UNSUPPORTED", path: ["parentId"] },
  "FailedOperation.NotSupportProxyGroup": { code: "UNSUPPORTED", path: ["parentId"] },
  "FailedOperation.ProxyVersionNotSupport": { code: "UNSUPPORTED", path: ["parentId"] },

  // Quotas and rates
  "FailedOperation.ActionOperateTooQuickly": { code: "RATE_LIMITED", retry: "throttled" },
  "FailedOperation.LimitNumofListener": { code: "QUOTA_EXCEEDED" },
  "FailedOperation.LimitNumofRules": { code: "QUOTA_EXCEEDED" },
  "FailedOperation.LimitRealServerNum": { code: "QUOTA_EXCEEDED", path: members },
  "FailedOperation.OperateLimitNumofListener": { code: "QUOTA_EXCEEDED", path: port },
  LimitExceeded: { code: "QUOTA_EXCEEDED" },
  "LimitExceeded.TagQuota": { code: "QUOTA_EXCEEDED" },
  RequestLimitExceeded: { code: "RATE_LIMITED", retry: "throttled" },
  "RequestLimitExceeded.GlobalRegionUinLimitExceeded": { code: "RATE_LIMITED", retry: "throttled" },
  "RequestLimitExceeded.IPLimitExceeded": { code: "RATE_LIMITED", retry: "throttled" },
  "RequestLimitExceeded.UinLimitExceeded": { code: "RATE_LIMITED", retry: "throttled" },

  // States
  FailedOperation: { code: "PROVIDER_REJECTED" },
  "FailedOperation.DomainAlreadyExisted": { code: "ALREADY_EXISTS", path: domain },
  "FailedOperation.DomainStatusNotInRunning": { code: "PARENT_BUSY", retry: "busy" },
  "FailedOperation.DuplicatedRequest": { code: "ALREADY_EXISTS" },
  "FailedOperation.GroupStatusNotInRuning": { code: "PARENT_BUSY", retry: "busy" },
  "FailedOperation.InstanceStatusNotInRuning": { code: "PARENT_BUSY", retry: "busy" },
  "FailedOperation.ListenerHasTask": { code: "PARENT_BUSY", retry: "busy" },
  "FailedOperation.ListenerStatusError": { code: "PARENT_BUSY", retry: "busy" },
  "FailedOperation.ProxyStatusNotInRuning": { code: "PARENT_BUSY", retry: "busy" },
  "FailedOperation.RealServerAlreadyBound": { code: "RESOURCE_IN_USE" },
  "FailedOperation.ResourceUpgrading": { code: "PARENT_BUSY", retry: "busy" },
  "FailedOperation.RuleAlreadyExisted": { code: "ALREADY_EXISTS", path: pathOfRule },
  "FailedOperation.TagResourcesFailed": { code: "PROVIDER_REJECTED" },
  ResourceInUse: { code: "RESOURCE_IN_USE" },
  ResourceInsufficient: { code: "QUOTA_EXCEEDED" },
  ResourceNotFound: { code: "NOT_FOUND" },
  "ResourceUnavailable.AccountViolation": { code: "RESOURCE_FROZEN" },

  // Errors of the cloud itself
  InternalError: { code: "PROVIDER_UNAVAILABLE", retry: "transient" },
  ResourceUnavailable: { code: "PROVIDER_UNAVAILABLE", retry: "transient" },
  ServiceUnavailable: { code: "PROVIDER_UNAVAILABLE", retry: "transient" },
};

const meanings = words(problems);

const askedFields: AskedFields = {
  AddRealServers: members,
  BindListenerRealServers: members,
  BindRuleRealServers: members,
  CreateDomain: domain,
  ModifyDomain: domain,
  SetTlsVersion: ["tls"],
};
const UNKNOWN: Meaning = { code: "PROVIDER_REJECTED" };

/**
 * A deleted listener is also reported as InvalidParameter with "ListenerId(listener-…) Not Exist." (Terraform
 * provider).
 */
const NOT_EXIST = /\bnot exist/i;

function meaningOf(code: string, message: string): Meaning {
  if (/^InvalidParameter(Value)?$/i.test(code) && NOT_EXIST.test(message)) return { code: "NOT_FOUND" };
  return meanings(code) ?? meanings(code.split(".")[0]) ?? UNKNOWN;
}

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly requestId: string | undefined;
}

const field = (value: unknown, name: string): unknown =>
  value !== null && typeof value === "object" ? (value as Record<string, unknown>)[name] : undefined;
const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** `{"Response":{"Error":{"Code","Message"},"RequestId"}}`, the only shape; null when it contains no error. */
function refusalIn(json: unknown): Refusal | null {
  const response = field(json, "Response");
  const code = text(field(field(response, "Error"), "Code"));
  if (code === undefined) return null;
  const message = text(field(field(response, "Error"), "Message")) ?? code;
  return { code, message, requestId: requestIdIn({ json }) };
}

/** Every answer's body has its request id; no header has it. Source: CreateTCPListeners page, section 3. */
export const requestIdIn = ({ json }: Pick<CloudResponse, "json">): string | undefined =>
  text(field(field(json, "Response"), "RequestId"));

/** The problem in a response, or null: the cloud answers 200 for success and for refusals alike. */
export function problemIn(provider: string, response: CloudResponse, request: CloudRequest): ProblemError | null {
  const refusal = refusalIn(response.json);
  if (refusal) {
    const { code, message, requestId } = refusal;
    const meaning = meaningOf(code, message);
    const told = { ...meaning, message, provider, nativeCode: code, requestId, ...lost(meaning, request) };
    return inAskedField(new ProblemError(told), request.action, askedFields);
  }
  if (isSuccess(response)) return null;
  const meaning = withoutCode(response, request);
  // Not the cloud's code: the API itself has said nothing.
  return new ProblemError({ ...meaning, message: messageOf(response), provider, ...lost(meaning, request) });
}

const isSuccess = ({ status, json }: CloudResponse): boolean =>
  status >= 200 && status < 300 && typeof field(json, "Response") === "object";

/** Whether the work was done is unknown when the cloud failed over it: an internal error may come after the fact. */
function lost({ retry }: Meaning, { effect }: CloudRequest) {
  return { mayHaveHappened: retry === "transient" && effect === "once" };
}

/**
 * The API answers 200, so any other status comes from something in front of it, which does not know what exists: a 404
 * is not trusted for lists, where an outage would look like an empty account, nor for deletes, where it would look like
 * success.
 */
function withoutCode({ status, text }: CloudResponse, { action }: CloudRequest): Meaning {
  if (status === 401) return { code: "UNAUTHENTICATED" };
  if (status === 403) return { code: "FORBIDDEN" };
  if (status === 404 && text.trim() === "" && !/^(Describe|Delete)/.test(action)) return { code: "NOT_FOUND" };
  if (status === 429) return { code: "RATE_LIMITED", retry: "throttled" };
  const isOutage = status < 300 || status >= 500;
  return isOutage ? { code: "PROVIDER_UNAVAILABLE", retry: "transient" } : { code: "PROVIDER_REJECTED" };
}
