import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import {
  createAccelerator,
  deleteAccelerator,
  listAccelerators,
  showOneAccelerator,
  updateAccelerator,
} from "./accelerators.js";
import { createGroup, deleteGroup, listGroups, showOneGroup, updateGroup } from "./endpoint-groups.js";
import { createEndpoint, deleteEndpoint, listEndpoints, showOneEndpoint, updateEndpoint } from "./endpoints.js";
import { createCheck, deleteCheck, listChecks, showOneCheck, updateCheck } from "./health-checks.js";
import { createListener, deleteListener, listListeners, showOneListener, updateListener } from "./listeners.js";
import { listRegions, showQuotas } from "./regions.js";
import type { Request } from "./request.js";
import type { State } from "./state.js";
import { createTags, deleteTags, listTags, showTags } from "./tags.js";

export interface Route {
  readonly action: string;
  readonly method: string;
  /** A colon stands for an id. */
  readonly path: string;
  readonly handle: (state: State, request: Request) => SandboxResponse;
}

/** Routes with fewer ids come first where several would fit. */
const routes: readonly Route[] = [
  { action: "CreateAccelerator", method: "POST", path: "/v1/accelerators", handle: createAccelerator },
  { action: "ListAccelerators", method: "GET", path: "/v1/accelerators", handle: listAccelerators },
  { action: "ShowAccelerator", method: "GET", path: "/v1/accelerators/:", handle: showOneAccelerator },
  { action: "UpdateAccelerator", method: "PUT", path: "/v1/accelerators/:", handle: updateAccelerator },
  { action: "DeleteAccelerator", method: "DELETE", path: "/v1/accelerators/:", handle: deleteAccelerator },
  { action: "CreateListener", method: "POST", path: "/v1/listeners", handle: createListener },
  { action: "ListListeners", method: "GET", path: "/v1/listeners", handle: listListeners },
  { action: "ShowListener", method: "GET", path: "/v1/listeners/:", handle: showOneListener },
  { action: "UpdateListener", method: "PUT", path: "/v1/listeners/:", handle: updateListener },
  { action: "DeleteListener", method: "DELETE", path: "/v1/listeners/:", handle: deleteListener },
  { action: "CreateEndpointGroup", method: "POST", path: "/v1/endpoint-groups", handle: createGroup },
  { action: "ListEndpointGroups", method: "GET", path: "/v1/endpoint-groups", handle: listGroups },
  { action: "ShowEndpointGroup", method: "GET", path: "/v1/endpoint-groups/:", handle: showOneGroup },
  { action: "UpdateEndpointGroup", method: "PUT", path: "/v1/endpoint-groups/:", handle: updateGroup },
  { action: "DeleteEndpointGroup", method: "DELETE", path: "/v1/endpoint-groups/:", handle: deleteGroup },
  { action: "CreateEndpoint", method: "POST", path: "/v1/endpoint-groups/:/endpoints", handle: createEndpoint },
  { action: "ListEndpoints", method: "GET", path: "/v1/endpoint-groups/:/endpoints", handle: listEndpoints },
  { action: "ShowEndpoint", method: "GET", path: "/v1/endpoint-groups/:/endpoints/:", handle: showOneEndpoint },
  { action: "UpdateEndpoint", method: "PUT", path: "/v1/endpoint-groups/:/endpoints/:", handle: updateEndpoint },
  { action: "DeleteEndpoint", method: "DELETE", path: "/v1/endpoint-groups/:/endpoints/:", handle: deleteEndpoint },
  { action: "CreateHealthCheck", method: "POST", path: "/v1/health-checks", handle: createCheck },
  { action: "ListHealthChecks", method: "GET", path: "/v1/health-checks", handle: listChecks },
  { action: "ShowHealthCheck", method: "GET", path: "/v1/health-checks/:", handle: showOneCheck },
  { action: "UpdateHealthCheck", method: "PUT", path: "/v1/health-checks/:", handle: updateCheck },
  { action: "DeleteHealthCheck", method: "DELETE", path: "/v1/health-checks/:", handle: deleteCheck },
  { action: "ListRegions", method: "GET", path: "/v1/regions", handle: listRegions },
  { action: "ShowQuotas", method: "GET", path: "/v1/:/ga/quotas", handle: showQuotas },
  { action: "ListTags", method: "GET", path: "/v1/:/tags", handle: listTags },
  { action: "ShowTags", method: "GET", path: "/v1/:/:/tags", handle: showTags },
  { action: "CreateTags", method: "POST", path: "/v1/:/:/tags/create", handle: createTags },
  { action: "DeleteTags", method: "DELETE", path: "/v1/:/:/tags/delete", handle: deleteTags },
];

const byLength = new Map<number, { readonly route: Route; readonly pattern: readonly string[] }[]>();
for (const route of routes) {
  const pattern = route.path.split("/");
  byLength.set(pattern.length, [...(byLength.get(pattern.length) ?? []), { route, pattern }]);
}

export interface FoundRoute {
  readonly route: Route;
  readonly ids: readonly string[];
}

/** Null for a path that nobody serves. */
export function findRoute(method: string, path: string): FoundRoute | null {
  const segments = path.split("/");
  for (const { route, pattern } of byLength.get(segments.length) ?? []) {
    if (route.method !== method) continue;
    if (!pattern.every((part, index) => part === ":" || part === segments[index])) continue;
    const ids = segments.filter((_segment, index) => pattern[index] === ":").map(decoded);
    return { route, ids };
  }
  return null;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
