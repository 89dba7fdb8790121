import type { Noun } from "../../../sandbox/create-emulator.js";
import type { Fields } from "../../../sandbox/fields.js";
import { uuidFor } from "../../../sandbox/made-ids.js";
import type { RestOperation } from "../../../sandbox/rest-routes.js";
import type { Entry } from "../../../sandbox/store.js";
import { badRequest, inUse, overQuota } from "./errors.js";
import { between, description, flag, name, text, uuid } from "./fields.js";
import { isHttps, isWeb } from "./listener-checks.js";
import { found, lockLoadBalancer, ownerOf, referred } from "./lookups.js";
import { requireFreePool } from "./pool-checks.js";
import { LBAAS, lbaasResource } from "./resources.js";
import type { State, StoredL7Policy, StoredListener } from "./state.js";

/** Source: create forwarding policy page. Rules are given with their policy; alone they can only be listed. */
const fields = {
  name,
  description,
  listener_id: { ...uuid, required: true, fixed: true },
  action: { type: "text", oneOf: ["REDIRECT_TO_POOL", "REDIRECT_TO_LISTENER"], required: true, fixed: true },
  redirect_pool_id: { ...uuid, nullable: true, otherwise: null },
  redirect_listener_id: { ...uuid, nullable: true, otherwise: null, fixed: true },
  position: { ...between(1, 100), otherwise: 100, fixed: true },
  admin_state_up: flag,
  rules: {
    type: "list",
    most: 2,
    of: {
      type: { type: "text", oneOf: ["HOST_NAME", "PATH"], required: true },
      compare_type: { type: "text", oneOf: ["EQUAL_TO", "REGEX", "STARTS_WITH"], required: true },
      value: { ...text(128), required: true },
    },
    otherwise: [],
    fixed: true,
  },
} as const satisfies Fields;

const policies = lbaasResource({
  path: "/l7policies",
  named: ["L7policy", "L7policies"],
  one: "l7policy",
  fields,
  entries: (state) => state.l7Policies,
  groupFilter: "listener_id",
  filters: [
    ...["id", "name", "description", "listener_id", "action", "redirect_pool_id", "redirect_listener_id", "position"],
    ...["admin_state_up", "provisioning_status"],
  ],
  derived: { admin_state_up: () => [true], provisioning_status: () => ["ACTIVE"] },
  show: (_state, { id, value: { rules, ...value } }) => ({
    redirect_url: null,
    admin_state_up: true,
    provisioning_status: "ACTIVE",
    // Nothing but the ids. Source: query forwarding policy page.
    rules: rules.map((_rule, index) => ({ id: ruleId(id, index) })),
    ...value,
  }),

  create(state, { admin_state_up: _reserved, ...given }) {
    const listener = referred(state.listeners, "listener", given.listener_id);
    requireTarget(state, listener, given);
    lockLoadBalancer(state, listener.value.loadbalancer_id);
    if (state.l7Policies.count() >= state.quotas.l7policy) throw overQuota("l7policy");
    return state.l7Policies.insert(state.newId(), { ...given });
  },

  update(state, { value }, { admin_state_up: _reserved, ...changes }) {
    const listener = found(state.listeners, "listener", value.listener_id);
    if (changes.redirect_pool_id !== undefined) requireTarget(state, listener, { ...value, ...changes });
    lockLoadBalancer(state, listener.value.loadbalancer_id);
    Object.assign(value, changes);
  },

  remove(state, { id, value }) {
    lockLoadBalancer(state, found(state.listeners, "listener", value.listener_id).value.loadbalancer_id);
    state.l7Policies.remove(id);
  },
});

const ruleId = (policyId: string, index: number): string => uuidFor(`${policyId}/${index}`);

/** At most two, so that one page holds them all. Source: query forwarding rules page. */
const ListL7rules: RestOperation<State> = {
  method: "GET",
  path: `${LBAAS}/l7policies/:/rules`,
  handle(state, { id: policyId, query }) {
    const { id, value } = found(state.l7Policies, "l7policy", policyId);
    const common = { key: null, admin_state_up: true, provisioning_status: "ACTIVE", ...ownerOf(state) };
    const rules = value.rules.map((rule, index) => ({ id: ruleId(id, index), ...rule, ...common }));
    const at = rules.findIndex((rule) => rule.id === query.get("marker"));
    return { status: 200, body: { rules: rules.slice(at + 1), ...(query.has("limit") ? { rules_links: [] } : {}) } };
  },
};

export const l7Policies: Noun<State, RestOperation<State>> = {
  ...policies,
  operations: { ...policies.operations, ListL7rules },
};

type Target = Pick<StoredL7Policy, "action" | "redirect_pool_id" | "redirect_listener_id">;

/** Pools that nothing else uses, or from an HTTP listener an HTTPS one of the same load balancer. */
function requireTarget(
  state: State,
  { id, value: { protocol, loadbalancer_id: loadBalancerId } }: Entry<StoredListener>,
  { action, redirect_pool_id: poolId, redirect_listener_id: targetId }: Target,
): void {
  if (action === "REDIRECT_TO_POOL") {
    if (!isWeb(protocol)) throw badRequest(`Forwarding policies are not for ${protocol} listeners`);
    if (poolId === null) throw badRequest("redirect_pool_id is needed for REDIRECT_TO_POOL");
    const pool = requireFreePool(state, poolId, { id, loadBalancerId, protocol });
    const [listenerId] = pool.value.listener_ids;
    if (listenerId !== undefined) throw inUse("listener", listenerId, "pool");
    return;
  }
  if (targetId === null) throw badRequest("redirect_listener_id is needed for REDIRECT_TO_LISTENER");
  const target = referred(state.listeners, "listener", targetId).value;
  if (protocol !== "HTTP" || !isHttps(target.protocol) || target.loadbalancer_id !== loadBalancerId)
    throw badRequest("REDIRECT_TO_LISTENER leads from HTTP to TERMINATED_HTTPS on the same loadbalancer");
}
