import type { ProblemError } from "../../model/problem-error.js";
import type { CloudRequest, CloudResponse } from "../../transport/cloud-client.js";
import {
  gatewayProblems,
  type HuaweiError,
  type HuaweiProblemRow,
  type HuaweiProblemTable,
  huaweiProblemIn,
} from "../huawei-shared/gateway-problems.js";
import { type AskedFields, inAskedField } from "../kit/asked-fields.js";
import { SETTINGS_KEY } from "./settings.js";

const invalid = { code: "INVALID_INPUT" } as const;
const notFound = { code: "NOT_FOUND" } as const;
const inUse = { code: "RESOURCE_IN_USE" } as const;
const overQuota = { code: "QUOTA_EXCEEDED" } as const;
const notAllowed = { code: "FORBIDDEN" } as const;
const portTaken = { code: "PORT_CONFLICT", path: ["portRanges"] } as const;
const credentials = { code: "UNAUTHENTICATED", retry: "credentials" } as const;
const busy = { code: "PARENT_BUSY", retry: "busy" } as const;
const invalidTags = { code: "INVALID_INPUT", path: ["tags"] } as const;

/**
 * The vendor's codes: types of NeutronError, ELB codes of the sibling API under the same address, VPC codes of the tags
 * API. Statuses are ignored: 409 is busy, taken, in use, over quota and a permanent mismatch of protocols.
 * Sources: Neutron LBaaS v2 (neutron_lbaas/extensions/loadbalancerv2.py) for the types, which this API returns
 * unchanged; error codes page (ELB.*); return codes page of tags (VPC.*).
 */
export const problems = {
  ...gatewayProblems,

  HTTPNotFound: notFound,
  HTTPBadRequest: invalid,
  EntityInUse: inUse,
  EntityNotFound: notFound,
  OnePoolPerListener: { code: "ALREADY_EXISTS", path: ["listenerId"] },
  OneHealthMonitorPerPool: { code: "ALREADY_EXISTS", path: ["healthMonitor"] },
  LoadBalancerListenerProtocolPortExists: portTaken,
  ListenerPoolProtocolMismatch: { code: "INVALID_INPUT", path: ["protocol"] },
  MemberExists: { code: "ALREADY_EXISTS", path: ["members"] },
  StateInvalid: busy,
  SessionPersistenceConfigurationInvalid: { code: "INVALID_INPUT", path: ["sessionPersistence"] },
  TLSDefaultContainerNotSpecified: { code: "INVALID_INPUT", path: ["tls", "certificateIds"] },
  TLSContainerNotFound: { code: "INVALID_INPUT", path: ["tls"] },
  RequiredAttributeNotSpecified: { code: "INVALID_INPUT", path: ["healthMonitor"] },
  DelayOrTimeoutInvalid: { code: "INVALID_INPUT", path: ["healthMonitor"] },
  OverQuota: overQuota,

  "ELB.0002": invalid,
  "ELB.1102": credentials,
  "ELB.6200": portTaken,
  "ELB.8902": invalid,
  "ELB.8904": notFound,
  "ELB.8905": overQuota,
  "ELB.8907": inUse,
  "ELB.9800": notFound,
  "ELB.9802": notAllowed,
  "ELB.9803": notAllowed,
  "ELB.9804": notAllowed,
  "ELB.9805": invalid,
  "ELB.9807": overQuota,
  // Any failure of the back end; its message is examined, see below.
  "ELB.9899": { code: "PROVIDER_REJECTED" },

  "VPC.0007": notAllowed,
  "VPC.0008": credentials,
  "VPC.1801": invalidTags,
  "VPC.1814": invalidTags,
} as const satisfies HuaweiProblemTable;

/** StateInvalid names the state: "Invalid state PENDING_UPDATE of loadbalancer resource …". Source: Neutron LBaaS v2. */
const STATES_THAT_STAY: readonly { readonly word: RegExp; readonly row: HuaweiProblemRow }[] = [
  { word: /\bFROZEN\b/, row: { code: "RESOURCE_FROZEN" } },
  { word: /\bERROR\b/, row: { code: "PROVIDER_REJECTED" } },
];

/** What ELB.9899 wraps, by the messages of Neutron LBaaS v2's own errors. */
const WRAPPED: readonly { readonly word: RegExp; readonly row: HuaweiProblemRow }[] = [
  { word: /could not be found|not found/i, row: notFound },
  { word: /quota/i, row: overQuota },
  { word: /\bFROZEN\b/, row: { code: "RESOURCE_FROZEN" } },
  { word: /invalid state|PENDING_/i, row: busy },
  { word: /already (has a listener|in use)|protocol_port/i, row: portTaken },
  { word: /is using|in use|is still associated/i, row: inUse },
  { word: /already (present|exists|has)/i, row: { code: "ALREADY_EXISTS" } },
];

const askedFields: AskedFields = {
  CreateMember: ["members"],
  UpdateMember: ["members"],
  CreateHealthmonitor: ["healthMonitor"],
  UpdateHealthmonitor: ["healthMonitor"],
  BatchChangeTags: ["tags"],
};

/** The input fields from which the cloud's attributes are made, by the attributes' names. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  name: ["name"],
  description: ["description"],
  protocol: ["protocol"],
  protocol_port: ["portRanges"],
  default_pool_id: ["settings", SETTINGS_KEY, "defaultPoolId"],
  default_tls_container_ref: ["tls", "certificateIds"],
  sni_container_refs: ["tls", "certificateIds"],
  client_ca_tls_container_ref: ["tls", "clientCaCertificateIds"],
  tls_ciphers_policy: ["tls", "policy"],
  lb_algorithm: ["algorithm"],
  session_persistence: ["sessionPersistence"],
  persistence_timeout: ["sessionPersistence", "timeoutSeconds"],
  cookie_name: ["sessionPersistence", "cookieName"],
  delay: ["healthMonitor", "intervalSeconds"],
  timeout: ["healthMonitor", "timeoutSeconds"],
  max_retries: ["healthMonitor", "healthyThreshold"],
  max_retries_down: ["healthMonitor", "unhealthyThreshold"],
  monitor_port: ["healthMonitor", "port"],
  url_path: ["healthMonitor", "path"],
  type: ["healthMonitor", "protocol"],
};

/** "Invalid input for name. Reason: …" names the attribute. Source: neutron-lib, api/attributes. */
function blamed(message: string, action = ""): HuaweiProblemRow {
  if (/Members?$/.test(action)) return { ...invalid, path: ["members"] };
  const [, attribute = ""] = /^Invalid input for (\w+)\./.exec(message) ?? [];
  return Object.hasOwn(FIELDS, attribute) ? { ...invalid, path: FIELDS[attribute] } : invalid;
}

function rowOf(
  { code, message }: HuaweiError,
  { status }: CloudResponse,
  action: string | undefined,
): HuaweiProblemRow | undefined {
  if (code === "HTTPBadRequest") return blamed(message, action);
  if (code === "StateInvalid") return STATES_THAT_STAY.find(({ word }) => word.test(message))?.row;
  if (code === "ELB.9899") return WRAPPED.find(({ word }) => word.test(message))?.row;
  const isKnown = code !== null && Object.hasOwn(problems, code);
  // Neutron has a type for each kind of missing object. A 404 of the gateway, though, is an unknown path.
  return status === 404 && !isKnown && !code?.startsWith("APIGW.") ? notFound : undefined;
}

export function problemIn(
  response: CloudResponse,
  provider: string,
  request?: Pick<CloudRequest, "action">,
): ProblemError | null {
  const row = (error: HuaweiError) => rowOf(error, response, request?.action);
  return inAskedField(huaweiProblemIn(response, provider, problems, row), request?.action, askedFields);
}
