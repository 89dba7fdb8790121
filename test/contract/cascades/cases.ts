import type { Operation } from "rfc6902";

/** What an emulator holds, by collection. */
export type Snapshot = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

export interface Deletion {
  readonly cloud: string;
  readonly change: "deleteListener" | "deletePool";
  /** The listener's name. */
  readonly listener: string;
  /** The pool's; left out: all that the listener forwards to. */
  readonly pool?: string;
  /** What is added to the inventory before. */
  seed?(snapshot: Snapshot): Operation[];
}

export interface Cascade extends Deletion {
  /** What of the cloud's own objects the graph does not show, without what changes when it is made again. */
  native?(snapshot: Snapshot): readonly object[];
  /** Its requests in their order. */
  readonly steps: readonly string[];
  /** What a plan of it warns of. */
  readonly warnings?: readonly string[];
  /** Actions whose refusal cannot leave everything as before, and what the problem tells then. */
  readonly lasting?: Readonly<Record<string, RegExp>>;
  /** Actions whose refusal does no harm: the cloud has taken their object along already. */
  readonly harmless?: readonly string[];
}

const POOLS_GO_FIRST = [
  "On this cloud, pools are deleted before the listener: if it then refuses to delete the listener, they are not restored.",
];

const named = (items: readonly Readonly<Record<string, unknown>>[], name: string) =>
  String(items.find((item) => item.name === name)?.id);

/** Each cloud's words for what is not allowed. */
export const refusals: Readonly<Record<string, { readonly status: number; readonly body: object }>> = {
  "huawei-elb": {
    status: 403,
    body: { NeutronError: { type: "PolicyNotAuthorized", message: "not allowed", detail: "" } },
  },
  "huawei-ga": { status: 403, body: { error_code: "APIGW.0302", error_msg: "not allowed" } },
  "huawei-elb-classic": { status: 403, body: { error: { code: "userDisabled", message: "not allowed" } } },
  "alibaba-ga": { status: 403, body: { Code: "NoPermission", Message: "not allowed", RequestId: "r-1" } },
  "tencent-gaap": {
    status: 200,
    body: { Response: { Error: { Code: "UnauthorizedOperation", Message: "not allowed" }, RequestId: "r-1" } },
  },
};

export const POLICY_ID = "0d0d0d0d-1111-4222-a333-444444444444";

/** A forwarding policy beside those of the inventory. */
const policy = (fields: object): Operation[] => [
  {
    op: "add",
    path: `/l7policies/${POLICY_ID}`,
    value: {
      name: "api",
      description: "to the next version",
      redirect_pool_id: null,
      redirect_listener_id: null,
      position: 7,
      rules: [{ type: "PATH", compare_type: "STARTS_WITH", value: "/api" }],
      ...fields,
    },
  },
];

export const cascades: readonly Cascade[] = [
  {
    cloud: "huawei-elb",
    change: "deleteListener",
    listener: "checkout-redirect",
    seed: ({ listeners, pools }) =>
      policy({
        listener_id: named(listeners!, "checkout-redirect"),
        action: "REDIRECT_TO_POOL",
        redirect_pool_id: named(pools!, "checkout-next"),
      }),
    native: ({ l7policies }) =>
      l7policies!.map(({ id: _, rules, ...rest }) => ({ ...rest, rules: (rules as []).length })),
    steps: [
      ...["UpdateListener", "DeleteL7policy", "DeleteListener"],
      ...["DeleteHealthmonitor", "DeleteMember", "DeleteMember", "DeletePool"],
    ],
    lasting: {
      DeleteHealthmonitor: /^The listener checkout-redirect \(.+\) is deleted, but its pool redirect \(/,
      DeleteMember: /^The listener checkout-redirect \(.+\) is deleted, but its pool redirect \(/,
      DeletePool: /^The listener checkout-redirect \(.+\) is deleted, but its pool redirect \(/,
    },
  },
  {
    cloud: "huawei-elb",
    change: "deletePool",
    listener: "portal",
    pool: "portal",
    steps: [...["UpdateListener", "DeleteHealthmonitor", "DeleteMember", "DeleteMember", "DeleteMember", "DeletePool"]],
  },
  {
    cloud: "huawei-elb-classic",
    change: "deleteListener",
    listener: "checkout-edge",
    steps: ["DeleteListener", "DeleteHealthcheck"],
    harmless: ["DeleteHealthcheck"],
  },
  {
    cloud: "huawei-ga",
    change: "deleteListener",
    listener: "checkout-edge",
    steps: [
      ...["DeleteEndpoint", "DeleteEndpoint", "DeleteEndpoint", "DeleteEndpoint", "DeleteEndpoint", "DeleteEndpoint"],
      ...["DeleteHealthCheck", "DeleteHealthCheck", "DeleteHealthCheck"],
      ...["DeleteEndpointGroup", "DeleteEndpointGroup", "DeleteEndpointGroup", "DeleteListener"],
    ],
    warnings: POOLS_GO_FIRST,
    lasting: {
      DeleteEndpointGroup: /Restored: .* Gone for good: the pool .*; the pool /,
      DeleteListener: /Gone for good: the pool .*; the pool .*; the pool /,
    },
  },
  {
    cloud: "huawei-ga",
    change: "deletePool",
    listener: "coap-fleet",
    steps: ["DeleteEndpoint", "DeleteEndpoint", "DeleteHealthCheck", "DeleteEndpointGroup"],
  },
  {
    cloud: "alibaba-ga",
    change: "deleteListener",
    listener: "checkout-edge",
    native: ({ forwardingRules }) => forwardingRules!.map(({ ForwardingRuleId: _, ...rest }) => rest),
    steps: ["DeleteForwardingRules", "DeleteEndpointGroups", "DeleteListener"],
    warnings: POOLS_GO_FIRST,
    lasting: { DeleteListener: /Gone for good: the pool .*; the pool / },
  },
  {
    cloud: "alibaba-ga",
    change: "deleteListener",
    listener: "shop-redirect",
    native: ({ forwardingRules }) => forwardingRules!.map(({ ForwardingRuleId: _, ...rest }) => rest),
    steps: ["DeleteForwardingRules", "DeleteEndpointGroups", "DeleteListener"],
    warnings: POOLS_GO_FIRST,
    lasting: { DeleteListener: /Gone for good: the pool / },
  },
  {
    cloud: "alibaba-ga",
    change: "deletePool",
    listener: "partner-api",
    steps: ["DeleteEndpointGroup"],
  },
  {
    cloud: "tencent-gaap",
    change: "deleteListener",
    listener: "checkout-tls",
    steps: ["DeleteListeners"],
  },
  {
    cloud: "tencent-gaap",
    change: "deleteListener",
    listener: "payments",
    steps: ["DeleteListeners"],
  },
  {
    cloud: "tencent-gaap",
    change: "deletePool",
    listener: "patches",
    steps: ["DeleteRule", "DeleteDomain"],
    lasting: { DeleteDomain: /^The rule rule-.+ is deleted, but its domain / },
  },
];

/** An obstacle that is found before anything is deleted. */
export interface Hindered extends Deletion {
  readonly why: string;
  /** A read that the cloud refuses. */
  readonly unreadable?: string;
  readonly code: string;
  readonly message: RegExp;
}

const unreadable = (cloud: string, listener: string, action: string): Hindered => ({
  cloud,
  change: "deleteListener",
  listener,
  why: `${action} is refused`,
  unreadable: action,
  code: "FORBIDDEN",
  message: /^not allowed/,
});

const elb = { cloud: "huawei-elb", change: "deleteListener" } as const;

export const hindered: readonly Hindered[] = [
  {
    ...elb,
    listener: "shop-2019",
    why: "its load balancer is frozen",
    code: "RESOURCE_FROZEN",
    message: /load balancer is frozen/,
  },
  {
    ...elb,
    listener: "checkout-edge",
    why: "another listener redirects to it",
    seed: ({ listeners }) =>
      policy({
        listener_id: named(listeners!, "checkout-redirect"),
        action: "REDIRECT_TO_LISTENER",
        redirect_listener_id: named(listeners!, "checkout-edge"),
      }),
    code: "RESOURCE_IN_USE",
    message: new RegExp(`redirect to the listener: api \\(${POLICY_ID}\\) of listener `),
  },
  {
    ...elb,
    change: "deletePool",
    listener: "portal",
    why: "a policy sends requests to it",
    seed: ({ listeners, pools }) =>
      policy({
        listener_id: named(listeners!, "checkout-redirect"),
        action: "REDIRECT_TO_POOL",
        redirect_pool_id: named(pools!, "portal"),
      }),
    code: "RESOURCE_IN_USE",
    message: new RegExp(`send requests to the pool: api \\(${POLICY_ID}\\) of listener `),
  },
  unreadable("huawei-elb", "checkout-redirect", "ListL7policies"),
  unreadable("huawei-elb", "portal", "ListMembers"),
  {
    cloud: "huawei-ga",
    change: "deleteListener",
    listener: "legacy-erp",
    why: "it is frozen",
    code: "RESOURCE_FROZEN",
    message: /listener .+ is frozen/,
  },
  unreadable("huawei-ga", "checkout-edge", "ListEndpoints"),
  unreadable("huawei-ga", "checkout-edge", "ListHealthChecks"),
  {
    cloud: "alibaba-ga",
    change: "deleteListener",
    listener: "archive-read",
    why: "its accelerator's bill is unpaid",
    code: "RESOURCE_FROZEN",
    message: /unpaid bill/,
  },
  {
    cloud: "alibaba-ga",
    change: "deletePool",
    listener: "checkout-edge",
    pool: "checkout-api",
    why: "a rule sends requests to it",
    code: "RESOURCE_IN_USE",
    message: /rules send requests to the pool: frule-/,
  },
  unreadable("alibaba-ga", "shop-redirect", "ListForwardingRules"),
  unreadable("tencent-gaap", "checkout-tls", "DescribeRules"),
];
