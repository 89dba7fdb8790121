import type { ProblemError } from "../../model/problem-error.js";
import type { CloudRequest, CloudResponse } from "../../transport/cloud-client.js";
import {
  gatewayProblems,
  type HuaweiProblemRow,
  type HuaweiProblemTable,
  huaweiProblemIn,
} from "../huawei-shared/gateway-problems.js";
import { type AskedFields, inAskedField } from "../kit/asked-fields.js";

const invalid = { code: "INVALID_INPUT" } as const;
const notFound = { code: "NOT_FOUND" } as const;
const noParent = { code: "NOT_FOUND", path: ["parentId"] } as const;
const credentials = { code: "UNAUTHENTICATED", retry: "credentials" } as const;
const outOfOrder = { code: "PROVIDER_UNAVAILABLE", retry: "transient" } as const;
const invalidName = { code: "INVALID_INPUT", path: ["name"] } as const;
const invalidDescription = { code: "INVALID_INPUT", path: ["description"] } as const;
const invalidCheck = { code: "INVALID_INPUT", path: ["healthMonitor"] } as const;
const invalidMembers = { code: "INVALID_INPUT", path: ["members"] } as const;

/**
 * The vendor's codes. Statuses are ignored: a missing listener is a 503 on delete, a quota is a 403.
 * Sources: error tables of the classic pages; the named ones, create listener page.
 */
export const problems = {
  ...gatewayProblems,

  "ELB.0002": invalid,
  "ELB.0230": invalid,

  "ELB.6000": invalid,
  "ELB.6001": invalid,
  "ELB.6002": notFound,
  "ELB.6003": invalid,
  "ELB.6004": outOfOrder,
  "ELB.6006": outOfOrder,
  // An invalid id names nothing.
  "ELB.6010": notFound,
  "ELB.6011": invalidName,
  "ELB.6015": { code: "IMMUTABLE_FIELD" },
  "ELB.6020": invalid,
  "ELB.6021": invalidName,
  "ELB.6025": invalidName,
  "ELB.6030": noParent,
  "ELB.6031": invalidDescription,
  "ELB.6035": invalidName,
  "ELB.6040": noParent,
  "ELB.6041": { code: "INVALID_INPUT", path: ["portRanges"] },
  "ELB.6045": invalidDescription,
  "ELB.6051": { code: "INVALID_INPUT", path: ["algorithm"] },
  "ELB.6061": { code: "INVALID_INPUT", path: ["protocol"] },
  "ELB.6071": { code: "INVALID_INPUT", path: ["settings", "huaweiElbClassic", "backendProtocol"] },
  "ELB.6081": { code: "INVALID_INPUT", path: ["clientAffinity"] },
  "ELB.6091": { code: "QUOTA_EXCEEDED" },
  "ELB.6101": { code: "PORT_CONFLICT", path: ["portRanges"] },

  "ELB.2001": { code: "QUOTA_EXCEEDED", path: ["members"] },
  "ELB.2002": invalidMembers,
  "ELB.2011": notFound,
  "ELB.2012": notFound,
  "ELB.2021": invalidMembers,

  "ELB.7000": invalidCheck,
  "ELB.7001": invalidCheck,
  "ELB.7002": invalid,
  "ELB.7004": invalid,
  "ELB.7010": notFound,
  "ELB.7014": notFound,
  "ELB.7020": notFound,

  "ELB.1002": notFound,
  "ELB.1003": notFound,
  "ELB.1004": invalid,
  "ELB.1008": { code: "RESOURCE_IN_USE" },
  "ELB.1018": { code: "RESOURCE_IN_USE" },
  "ELB.1091": { code: "QUOTA_EXCEEDED" },

  "ELB.1102": credentials,
  "ELB.1103": credentials,
  "ELB.1104": credentials,
  "ELB.1105": credentials,

  badRequest: invalid,
  unauthorized: credentials,
  userDisabled: { code: "FORBIDDEN" },
  authFault: outOfOrder,
  serviceUnavailable: outOfOrder,
} as const satisfies HuaweiProblemTable;

/**
 * No page says how a missing listener reads on GET; clients of this API treat any 404 of the service itself as that. A
 * 404 of the gateway, though, is an unknown path.
 */
function rowOf({ code }: { readonly code: string | null }, { status }: CloudResponse): HuaweiProblemRow | undefined {
  const isKnown = code !== null && Object.hasOwn(problems, code);
  return status === 404 && !isKnown && !code?.startsWith("APIGW.") ? notFound : undefined;
}

const askedFields: AskedFields = {
  AddMembers: ["members"],
  RemoveMembers: ["members"],
  CreateHealthcheck: ["healthMonitor"],
  UpdateHealthcheck: ["healthMonitor"],
};

export function problemIn(
  response: CloudResponse,
  provider: string,
  request?: Pick<CloudRequest, "action">,
): ProblemError | null {
  return inAskedField(huaweiProblemIn(response, provider, problems, rowOf), request?.action, askedFields);
}

/** The meaning of a job's error code; an undocumented code counts as a refusal. */
export function jobProblemRow(code: string | null): HuaweiProblemRow {
  const table: HuaweiProblemTable = problems;
  return (code !== null && Object.hasOwn(table, code) ? table[code] : undefined) ?? { code: "PROVIDER_REJECTED" };
}
