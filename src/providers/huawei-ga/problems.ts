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

const outOfOrder = { code: "PROVIDER_UNAVAILABLE", retry: "transient" } as const;
const alreadyThere = { code: "ALREADY_EXISTS" } as const;
const invalidTags = { code: "INVALID_INPUT", path: ["tags"] } as const;

/** The vendor's codes. Source: error codes page of api-ga. */
export const problems = {
  ...gatewayProblems,

  "GA.9001": { code: "INVALID_INPUT" },
  "GA.9002": { code: "NOT_FOUND" },
  // Also the answer for an object in state ERROR; the service finds that out first.
  "GA.9004": { code: "PARENT_BUSY", retry: "busy" },
  "GA.9005": { code: "RESOURCE_IN_USE" },
  "GA.9006": { code: "RESOURCE_FROZEN" },

  "GA.9101": { code: "PORT_CONFLICT", path: ["portRanges"] },
  "GA.9103": { code: "QUOTA_EXCEEDED" },
  // Which of the two a second group for a region or a second endpoint for a resource gets is not documented.
  "GA.9104": alreadyThere,
  "GA.9110": alreadyThere,
  "GA.9105": { code: "INVALID_INPUT", path: ["region"] },
  "GA.9106": { code: "INVALID_INPUT", path: ["members"] },
  "GA.9107": invalidTags,
  "GA.9108": invalidTags,
  "GA.9109": invalidTags,

  // No address is available, which a retry does not change.
  "GA.9201": { code: "PROVIDER_UNAVAILABLE" },
  "GA.9206": outOfOrder,
  "GA.9207": outOfOrder,
} as const satisfies HuaweiProblemTable;

const askedFields: AskedFields = {
  CreateEndpoint: ["members"],
  UpdateEndpoint: ["members"],
  CreateHealthCheck: ["healthMonitor"],
  UpdateHealthCheck: ["healthMonitor"],
  CreateTags: ["tags"],
};

export function problemIn(
  response: CloudResponse,
  provider: string,
  request?: Pick<CloudRequest, "action">,
): ProblemError | null {
  const action = request?.action;
  // A listener has one group in each region. Source: create endpoint group page.
  const row = ({ code }: HuaweiError): HuaweiProblemRow | undefined =>
    action === "CreateEndpointGroup" && (code === "GA.9104" || code === "GA.9110")
      ? { ...alreadyThere, path: ["region"] }
      : undefined;
  return inAskedField(huaweiProblemIn(response, provider, problems, row), action, askedFields);
}
