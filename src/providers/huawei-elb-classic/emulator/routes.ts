import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import { createHealthcheck, deleteHealthcheck, showHealthcheck, updateHealthcheck } from "./healthchecks.js";
import { showJob } from "./jobs.js";
import { createListener, deleteListener, listListeners, showListener, updateListener } from "./listeners.js";
import { listCertificates, listLoadBalancers, listQuotas, showLoadBalancer } from "./load-balancers.js";
import { addMembers, listMembers, removeMembers } from "./members.js";
import type { Request } from "./request.js";
import type { State } from "./state.js";

export interface Route {
  readonly action: string;
  readonly method: string;
  /** Behind /v1.0/{project_id}; a colon stands for an id. */
  readonly path: string;
  readonly handle: (state: State, request: Request) => SandboxResponse;
}

const routes: readonly Route[] = [
  { action: "CreateListener", method: "POST", path: "/elbaas/listeners", handle: createListener },
  { action: "ListListeners", method: "GET", path: "/elbaas/listeners", handle: listListeners },
  { action: "ShowListener", method: "GET", path: "/elbaas/listeners/:", handle: showListener },
  { action: "UpdateListener", method: "PUT", path: "/elbaas/listeners/:", handle: updateListener },
  { action: "DeleteListener", method: "DELETE", path: "/elbaas/listeners/:", handle: deleteListener },
  { action: "AddMembers", method: "POST", path: "/elbaas/listeners/:/members", handle: addMembers },
  { action: "ListMembers", method: "GET", path: "/elbaas/listeners/:/members", handle: listMembers },
  { action: "RemoveMembers", method: "POST", path: "/elbaas/listeners/:/members/action", handle: removeMembers },
  { action: "CreateHealthcheck", method: "POST", path: "/elbaas/healthcheck", handle: createHealthcheck },
  { action: "ShowHealthcheck", method: "GET", path: "/elbaas/healthcheck/:", handle: showHealthcheck },
  { action: "UpdateHealthcheck", method: "PUT", path: "/elbaas/healthcheck/:", handle: updateHealthcheck },
  { action: "DeleteHealthcheck", method: "DELETE", path: "/elbaas/healthcheck/:", handle: deleteHealthcheck },
  { action: "ListLoadbalancers", method: "GET", path: "/elbaas/loadbalancers", handle: listLoadBalancers },
  { action: "ShowLoadbalancer", method: "GET", path: "/elbaas/loadbalancers/:", handle: showLoadBalancer },
  { action: "ListCertificates", method: "GET", path: "/elbaas/certificate", handle: listCertificates },
  { action: "ListQuotas", method: "GET", path: "/elbaas/quotas", handle: listQuotas },
  { action: "ShowJob", method: "GET", path: "/jobs/:", handle: showJob },
];

export interface FoundRoute {
  readonly route: Route;
  readonly projectId: string;
  readonly id: string;
}

/** Null for a path that nobody serves. */
export function findRoute(method: string, path: string): FoundRoute | null {
  const [, version, projectId, rest] = /^\/(v1(?:\.0)?)\/([^/]+)(\/.*)$/.exec(path) ?? [];
  if (projectId === undefined || rest === undefined) return null;
  // References to jobs say v1; nothing else is served there.
  if (version === "v1" && !rest.startsWith("/jobs/")) return null;
  const segments = rest.split("/");
  const route = routes.find((one) => one.method === method && fits(one.path.split("/"), segments));
  if (!route) return null;
  const id = decoded(segments[route.path.split("/").indexOf(":")] ?? "");
  return id === null ? null : { route, projectId, id };
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return pattern.length === segments.length && pattern.every((part, index) => part === ":" || part === segments[index]);
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
