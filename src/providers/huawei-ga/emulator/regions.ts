import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import { missing, shown } from "./answers.js";
import { DOMAIN_ID } from "./credentials.js";
import type { Request } from "./request.js";
import type { State } from "./state.js";

/** Where groups can be, and what they can hold there. Names and areas as the vendor has them; which types, made up. */
const anything = ["EIP", "ECS", "ELB", "CUSTOM_IP", "CUSTOM_DOMAIN_NAME", "CUSTOM_EIP"] as const;
export const REGIONS: readonly {
  readonly region_id: string;
  readonly area: string;
  readonly supported_endpoint_types: readonly string[];
}[] = [
  { region_id: "ap-southeast-1", area: "OUTOFCM", supported_endpoint_types: anything },
  { region_id: "ap-southeast-2", area: "OUTOFCM", supported_endpoint_types: anything },
  { region_id: "ap-southeast-3", area: "OUTOFCM", supported_endpoint_types: anything },
  { region_id: "eu-west-101", area: "OUTOFCM", supported_endpoint_types: anything },
  { region_id: "la-south-2", area: "OUTOFCM", supported_endpoint_types: ["EIP", "CUSTOM_IP", "CUSTOM_DOMAIN_NAME"] },
  { region_id: "cn-north-4", area: "CM", supported_endpoint_types: anything },
];

export function listRegions(): SandboxResponse {
  return shown({ regions: REGIONS });
}

/** The numbers of the quotas page. */
const QUOTAS: Readonly<Record<string, number>> = { accelerator: 20, listener: 10, endpoint_group: 10, endpoint: 10 };

export function showQuotas(_state: State, { ids: [domainId = ""] }: Request): SandboxResponse {
  if (domainId !== DOMAIN_ID) throw missing("domain", domainId);
  const resources = Object.entries(QUOTAS).map(([type, quota]) => ({ type, min: 0, max: quota, quota }));
  return shown({ quotas: { resources } });
}
