// The rights that an account's keys need at each cloud: what its own access management calls each operation that is sent.
// The sources are named on the clouds' pages in docs/clouds.

const HUAWEI_VERBS = { List: "list", Show: "get", Create: "create", Delete: "delete" };

/** Huawei's rights: a service, an object and a verb. What an update is called depends on the service. */
const huaweiRights =
  ({ service, update, nouns, others }) =>
  (action) => {
    // A token is handed out to any user for itself.
    if (action.endsWith("/auth/tokens")) return [];
    if (action in others) return others[action];
    const [, verb, noun] = /^(List|Show|Create|Update|Delete)(.+)$/.exec(action) ?? [];
    const object = nouns[noun] ?? nouns[noun?.replace(/ies$/, "y").replace(/s$/, "")];
    return object === undefined
      ? undefined
      : [`${service}:${object}:${verb === "Update" ? update : HUAWEI_VERBS[verb]}`];
  };

const huaweiPolicy = (statements) => ({
  Version: "1.1",
  Statement: statements.map((actions) => ({ Effect: "Allow", Action: actions })),
});

const huaweiElb = (nouns, others) => ({
  rightsTo: huaweiRights({ service: "elb", update: "put", nouns, others }),
  policy: huaweiPolicy,
});

/** By the provider's key: which rights an operation needs, and the form of a policy with statements of rights. */
const CLOUDS = {
  "alibaba-ga": {
    rightsTo: (action) => [`ga:${action}`],
    policy: (statements) => ({
      Version: "1",
      Statement: statements.map((actions) => ({ Effect: "Allow", Action: actions, Resource: "*" })),
    }),
  },
  "huawei-elb": huaweiElb(
    {
      Listener: "listeners",
      Pool: "pools",
      Member: "members",
      Healthmonitor: "healthmonitors",
      Loadbalancer: "loadbalancers",
      L7policy: "l7policies",
      L7rule: "l7rules",
    },
    { BatchChangeTags: ["elb:listenerTags:create", "elb:listenerTags:delete"] },
  ),
  "huawei-elb-classic": huaweiElb(
    { Listener: "listeners", Member: "members", Healthcheck: "healthmonitors", Loadbalancer: "loadbalancers" },
    { AddMembers: ["elb:members:create"], RemoveMembers: ["elb:members:delete"], ShowJob: [] },
  ),
  "huawei-ga": {
    rightsTo: huaweiRights({
      service: "ga",
      update: "update",
      nouns: {
        Listener: "listener",
        EndpointGroup: "endpointgroup",
        Endpoint: "endpoint",
        HealthCheck: "healthcheck",
        Accelerator: "accelerator",
        Tags: "tag",
      },
      others: {},
    }),
    policy: huaweiPolicy,
  },
  "tencent-gaap": {
    rightsTo: (action) => [`gaap:${action}`],
    policy: (statements) => ({
      version: "2.0",
      statement: statements.map((actions) => ({ effect: "allow", action: actions, resource: ["*"] })),
    }),
  },
};

const isRead = (action) => /^(?:List|Show|Describe|Get)/.test(action);

/**
 * The rights to read, and those to change: all that the operations of a cloud need, and no others.
 * @throws Error for an operation whose rights are not known here
 */
export function rightsOf({ key, actions }) {
  const cloud = CLOUDS[key];
  if (cloud === undefined) throw new Error(`scripts/cloud-rights.mjs has no rights for ${key}.`);
  const rightsTo = (some) => {
    const rights = some.flatMap((action) => {
      const found = cloud.rightsTo(action);
      if (found === undefined) throw new Error(`scripts/cloud-rights.mjs has no right for ${action} of ${key}.`);
      return found;
    });
    return [...new Set(rights)].sort();
  };
  return { read: rightsTo(actions.filter(isRead)), change: rightsTo(actions.filter((action) => !isRead(action))) };
}

/** A policy that is ready to be pasted: its first statement is for reading, its second for changing. */
export function policyOf(manifest) {
  const { read, change } = rightsOf(manifest);
  return `\`\`\`json\n${JSON.stringify(CLOUDS[manifest.key].policy([read, change]), null, 2)}\n\`\`\``;
}
