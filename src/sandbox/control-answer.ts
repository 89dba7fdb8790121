import { CLOUD_ROUTES, SANDBOX_ROUTES } from "./control-routes.js";
import type { Sandbox } from "./running-sandbox.js";
import type { SandboxResponse } from "./sandbox-cloud.js";
import type { ReceivedRequest } from "./signatures/received-request.js";

const notFound = (error: string): SandboxResponse => ({ status: 404, body: { error } });

/** Handles a request to the control endpoint. */
export async function answerControl(sandbox: Sandbox, request: ReceivedRequest): Promise<SandboxResponse> {
  const body = jsonIn(request);
  if (body === undefined) return { status: 400, body: { error: "The body is no JSON." } };

  const [, key, rest] = /^\/clouds\/([^/]+)(\/.+)$/.exec(request.path) ?? [];
  if (key === undefined) return choose(SANDBOX_ROUTES, request.path, request, (route) => route.answer(sandbox, body));
  const cloud = sandbox.clouds.find((one) => one.key === key);
  if (!cloud)
    return notFound(`There is no cloud ${key}. There are ${sandbox.clouds.map((one) => one.key).join(", ")}.`);
  return choose(CLOUD_ROUTES, `/clouds/:key${rest}`, request, (route) => route.answer(cloud, body));
}

/** Calls the route for the path and the request's method, or says what exists instead. */
function choose<R extends { readonly method: string; readonly path: string }>(
  routes: readonly R[],
  path: string,
  request: ReceivedRequest,
  follow: (route: R) => SandboxResponse | Promise<SandboxResponse>,
): SandboxResponse | Promise<SandboxResponse> {
  const there = routes.filter((route) => route.path === path);
  const route = there.find(({ method }) => method === request.method);
  if (route) return follow(route);
  if (there.length === 0) return notFound(`There is nothing at ${request.path}. GET / lists what there is.`);
  const allow = there.map(({ method }) => method).join(", ");
  return { status: 405, headers: { allow }, body: { error: `${request.path} takes ${allow}.` } };
}

/** The body's JSON; null when there is no body, undefined when it is something else. */
function jsonIn({ body }: ReceivedRequest): unknown {
  if (body.length === 0) return null;
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
