import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import { listCertificates } from "./certificates.js";
import {
  createHealthMonitor,
  deleteHealthMonitor,
  getHealthMonitor,
  listHealthMonitors,
  updateHealthMonitor,
} from "./health-monitors.js";
import { createListener, deleteListener, getListener, listListeners, updateListener } from "./listeners.js";
import {
  createLoadBalancer,
  deleteLoadBalancer,
  getLoadBalancer,
  listLoadBalancers,
  updateLoadBalancer,
} from "./load-balancers.js";
import { createMember, deleteMember, getMember, listMembers, updateMember } from "./members.js";
import { createPool, deletePool, getPool, listPools, updatePool } from "./pools.js";
import { getQuotas } from "./quotas.js";
import type { Request } from "./request.js";
import type { State } from "./state.js";
import { getStatuses } from "./statuses.js";
import { changeTags, createTag, deleteTag, listTags } from "./tags.js";

type Handler = (state: State, request: Request) => SandboxResponse;

export interface Route {
  readonly action: string;
  readonly method: string;
  /** A colon stands for any segment. */
  readonly path: readonly string[];
  readonly handle: Handler;
}

function route(action: string, method: string, path: string, handle: Handler): Route {
  return { action, method, path: path.split("/"), handle };
}

const LB = "/v2.0/lbaas";
/** Project, sort of object, its id. */
const TAGS = "/v2.0/:/:/:/tags";

const routes: readonly Route[] = [
  route("CreateListener", "POST", `${LB}/listeners`, createListener),
  route("ListListeners", "GET", `${LB}/listeners`, listListeners),
  route("ShowListener", "GET", `${LB}/listeners/:`, getListener),
  route("UpdateListener", "PUT", `${LB}/listeners/:`, updateListener),
  route("DeleteListener", "DELETE", `${LB}/listeners/:`, deleteListener),
  route("CreatePool", "POST", `${LB}/pools`, createPool),
  route("ListPools", "GET", `${LB}/pools`, listPools),
  route("ShowPool", "GET", `${LB}/pools/:`, getPool),
  route("UpdatePool", "PUT", `${LB}/pools/:`, updatePool),
  route("DeletePool", "DELETE", `${LB}/pools/:`, deletePool),
  route("CreateMember", "POST", `${LB}/pools/:/members`, createMember),
  route("ListMembers", "GET", `${LB}/pools/:/members`, listMembers),
  route("ShowMember", "GET", `${LB}/pools/:/members/:`, getMember),
  route("UpdateMember", "PUT", `${LB}/pools/:/members/:`, updateMember),
  route("DeleteMember", "DELETE", `${LB}/pools/:/members/:`, deleteMember),
  route("CreateHealthmonitor", "POST", `${LB}/healthmonitors`, createHealthMonitor),
  route("ListHealthmonitors", "GET", `${LB}/healthmonitors`, listHealthMonitors),
  route("ShowHealthmonitor", "GET", `${LB}/healthmonitors/:`, getHealthMonitor),
  route("UpdateHealthmonitor", "PUT", `${LB}/healthmonitors/:`, updateHealthMonitor),
  route("DeleteHealthmonitor", "DELETE", `${LB}/healthmonitors/:`, deleteHealthMonitor),
  route("CreateLoadbalancer", "POST", `${LB}/loadbalancers`, createLoadBalancer),
  route("ListLoadbalancers", "GET", `${LB}/loadbalancers`, listLoadBalancers),
  route("ShowLoadbalancer", "GET", `${LB}/loadbalancers/:`, getLoadBalancer),
  route("UpdateLoadbalancer", "PUT", `${LB}/loadbalancers/:`, updateLoadBalancer),
  route("DeleteLoadbalancer", "DELETE", `${LB}/loadbalancers/:`, deleteLoadBalancer),
  route("ShowLoadbalancersStatus", "GET", `${LB}/loadbalancers/:/statuses`, getStatuses),
  route("ListCertificates", "GET", `${LB}/certificates`, listCertificates),
  route("ListQuotas", "GET", `${LB}/quotas/:`, getQuotas),
  route("ListTags", "GET", TAGS, listTags),
  route("CreateTag", "POST", TAGS, createTag),
  route("BatchChangeTags", "POST", `${TAGS}/action`, changeTags),
  route("DeleteTag", "DELETE", `${TAGS}/:`, deleteTag),
];

export interface FoundRoute {
  readonly route: Route;
  /** The segments in the place of colons. */
  readonly ids: readonly string[];
}

/** Null for a path that nobody serves. */
export function findRoute(method: string, path: string): FoundRoute | null {
  const segments = path.split("/");
  for (const one of routes) {
    if (one.method !== method || one.path.length !== segments.length) continue;
    if (!one.path.every((part, index) => part === ":" || part === segments[index])) continue;
    const ids = segments.filter((_, index) => one.path[index] === ":");
    return { route: one, ids: ids.map(decoded) };
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
