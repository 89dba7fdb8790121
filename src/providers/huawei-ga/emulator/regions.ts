import type { Noun } from "../../../sandbox/create-emulator.js";
import type { RestOperation } from "../../../sandbox/rest-routes.js";
import type { State } from "./state.js";

export const ENDPOINT_TYPES = ["EIP", "ECS", "ELB", "CUSTOM_IP", "CUSTOM_DOMAIN_NAME", "CUSTOM_EIP"] as const;

/**
 * The regions of endpoint groups, and the endpoint types there. Names and areas are the vendor's; the types are
 * invented.
 */
export const REGIONS: readonly {
  readonly region_id: string;
  readonly area: string;
  readonly supported_endpoint_types: readonly string[];
}[] = [
  { region_id: "ap-southeast-1", area: "OUTOFCM", supported_endpoint_types: ENDPOINT_TYPES },
  { region_id: "ap-southeast-2", area: "OUTOFCM", supported_endpoint_types: ENDPOINT_TYPES },
  { region_id: "ap-southeast-3", area: "OUTOFCM", supported_endpoint_types: ENDPOINT_TYPES },
  { region_id: "eu-west-101", area: "OUTOFCM", supported_endpoint_types: ENDPOINT_TYPES },
  { region_id: "la-south-2", area: "OUTOFCM", supported_endpoint_types: ["EIP", "CUSTOM_IP", "CUSTOM_DOMAIN_NAME"] },
  { region_id: "cn-north-4", area: "CM", supported_endpoint_types: ENDPOINT_TYPES },
];

export const regions: Noun<State, RestOperation<State>> = {
  operations: {
    ListRegions: { method: "GET", path: "/v1/regions", handle: () => ({ status: 200, body: { regions: REGIONS } }) },
  },
};
