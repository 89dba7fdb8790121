import type { ResourceTag } from "../../model/listener-parts.js";
import type { Ports } from "../../model/port-range.js";

/** What the cloud answers, as far as it is used. Times are ISO 8601 with Z; `null` stands for absent too. */

/** frozen_info. Source: update listener page, table 9. */
export interface GaFreeze {
  /** 0 normal, 1 frozen, 2 terminated. */
  readonly status: number;
  /** 1 may be released, 2 may not, 3 may not be renewed. */
  readonly effect: number | null;
  readonly scenes: readonly string[];
}

/** What all objects have. */
export interface GaObject {
  readonly id: string;
  /** ACTIVE, PENDING, ERROR or DELETING. */
  readonly status: string;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  readonly domainId: string | null;
  readonly freeze: GaFreeze | null;
}

export interface GaListener extends GaObject {
  readonly name: string | null;
  readonly description: string | null;
  readonly protocol: string;
  readonly portRanges: readonly Ports[];
  readonly clientAffinity: string | null;
  readonly acceleratorId: string;
  readonly tags: readonly ResourceTag[];
}

export interface GaEndpointGroup extends GaObject {
  readonly name: string | null;
  readonly description: string | null;
  readonly trafficDialPercentage: number | null;
  readonly regionId: string | null;
  /** The cloud has a list here, of exactly one. Null when it is empty. */
  readonly listenerId: string | null;
}

export interface GaEndpoint extends GaObject {
  readonly groupId: string;
  readonly resourceId: string;
  readonly resourceType: string;
  readonly ipAddress: string | null;
  readonly weight: number | null;
  readonly healthState: string | null;
}

/** Times in seconds. */
export interface GaHealthCheck extends GaObject {
  readonly groupId: string;
  readonly protocol: string | null;
  readonly port: number | null;
  readonly interval: number | null;
  readonly timeout: number | null;
  readonly maxRetries: number | null;
  readonly enabled: boolean;
}

export interface GaAccelerator extends GaObject {
  readonly name: string | null;
  readonly addresses: readonly string[];
  readonly tags: readonly ResourceTag[];
}
