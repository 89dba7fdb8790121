import { textLimit } from "../../model/limit-kinds.js";
import type { ProviderLimits } from "../../model/limits.js";

/** Failed checks in a row that make an endpoint unhealthy; cannot be changed. Source: GA user guide, health checks. */
export const UNHEALTHY_THRESHOLD = 3;

/** Types of endpoints that are named by the id of a cloud resource. Source: create endpoint page. */
export const TYPES_WITH_ID: readonly string[] = ["EIP", "ECS", "ELB"];
export const TYPES = [...TYPES_WITH_ID, "CUSTOM_EIP", "CUSTOM_IP", "CUSTOM_DOMAIN_NAME"];

/** Source, where none is named: create listener and update listener pages. */
export const limits: Partial<ProviderLimits> = {
  // The English page has letters, digits and hyphens; the Chinese one names Chinese letters as well.
  name: textLimit(
    1,
    64,
    String.raw`[\p{Script=Han}A-Za-z0-9\-]*`,
    "letters, digits, Chinese characters and hyphens only",
  ),
  description: textLimit(0, 255, "[^<>]*", "no < or >"),
  // Source: update listener page, table 10.
  tags: {
    maxCount: 20,
    key: textLimit(
      1,
      128,
      String.raw`(?!_sys_)[\p{L}\p{N} _.:=+@\-]*`,
      "letters, digits, spaces and _ . : = + - @ only, and not _sys_ at the start",
    ),
    value: textLimit(0, 255, String.raw`[\p{L}\p{N} _.:\/=+@\-]*`, "letters, digits, spaces and _ . : / = + - @ only"),
  },
  // Source: create health check page.
  healthMonitor: {
    protocols: ["TCP"],
    byProtocol: [],
    minIntervalSeconds: 1,
    maxIntervalSeconds: 60,
    minTimeoutSeconds: 1,
    maxTimeoutSeconds: 60,
    minHealthyThreshold: 1,
    maxHealthyThreshold: 10,
    minUnhealthyThreshold: UNHEALTHY_THRESHOLD,
    maxUnhealthyThreshold: UNHEALTHY_THRESHOLD,
    path: null,
    requiredFields: [],
    // Checks open a connection and request no path.
    unsupportedFields: ["path"],
  },
  // Source: create endpoint group page.
  trafficPercentage: { min: 0, max: 100, isWhole: true },
  // Source: create endpoint page.
  members: {
    minCount: 0,
    addressKinds: ["IPV4", "IPV6", "HOST_NAME"],
    targetTypes: TYPES,
    targetId: null,
  },
};
