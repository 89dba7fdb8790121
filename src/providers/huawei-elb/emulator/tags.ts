import type { Noun } from "../../../sandbox/create-emulator.js";
import type { FieldDialect, Fields, Values } from "../../../sandbox/fields.js";
import { readFields } from "../../../sandbox/read-fields.js";
import { Refused } from "../../../sandbox/refused.js";
import type { RestRequest } from "../../../sandbox/rest-request.js";
import type { RestOperation } from "../../../sandbox/rest-routes.js";
import { PROJECT_ID, type State, type StoredTag } from "./state.js";

/** Tags of listeners and load balancers. Sources: tag pages; their return codes page. */

const MOST = 10;
const invalid = (message: string) => new Refused(400, "VPC.1801", message);

const DIALECT: FieldDialect = {
  words: {
    unknown: ({ name }) => invalid(`${name} is invalid`),
    missing: ({ place }) => invalid(`${place} is invalid`),
    fixed: ({ name }) => invalid(`${name} is invalid`),
    type: ({ place }) => invalid(`${place} is invalid`),
    length: ({ name }) => invalid(`the number of ${name} is invalid`),
    value: ({ place }) => invalid(`${place} is invalid`),
  },
};
const tag = {
  key: { type: "text", pattern: /^[\w\-\p{Script=Han}]{1,36}$/u, required: true },
  value: { type: "text", pattern: /^[\w.\-\p{Script=Han}]{0,43}$/u, otherwise: "" },
} as const satisfies Fields;
const one = { tag: { type: "struct", of: tag, required: true } } as const satisfies Fields;
const several = {
  action: { type: "text", oneOf: ["create", "delete"], required: true },
  tags: { type: "list", of: tag, least: 1, most: MOST, required: true },
} as const satisfies Fields;

/** Project, sort of object, its id. */
const TAGS = "/v2.0/:/:/:/tags";
const done = { status: 204 } as const;

export const tags: Noun<State, RestOperation<State>> = {
  operations: {
    ListTags: {
      method: "GET",
      path: TAGS,
      handle: (state, request) => ({ status: 200, body: { tags: taggedBy(state, request).tags } }),
    },
    CreateTag: {
      method: "POST",
      path: TAGS,
      handle(state, request) {
        add(taggedBy(state, request), [readFields(one, request.body(), DIALECT).tag]);
        return done;
      },
    },
    BatchChangeTags: {
      method: "POST",
      path: `${TAGS}/action`,
      handle(state, request) {
        const tagged = taggedBy(state, request);
        change(tagged, readFields(several, request.body(), DIALECT));
        return done;
      },
    },
    DeleteTag: {
      method: "DELETE",
      path: `${TAGS}/:`,
      handle(state, request) {
        const tagged = taggedBy(state, request);
        const { id: key } = request;
        if (!tagged.tags.some((held) => held.key === key)) throw new Refused(404, "VPC.1801", "the tag does not exist");
        tagged.tags = tagged.tags.filter((held) => held.key !== key);
        return done;
      },
    },
  },
};

type Tagged = { tags: StoredTag[] };

function taggedBy({ listeners, loadBalancers }: State, { ids: [projectId, sort, id = ""] }: RestRequest): Tagged {
  if (projectId !== PROJECT_ID)
    throw new Refused(403, "VPC.0007", "the project id in the url does not match the token");
  const entry = sort === "listeners" ? listeners.get(id) : sort === "loadbalancers" ? loadBalancers.get(id) : undefined;
  if (!entry) throw new Refused(404, "VPC.1801", "resource id is invalid");
  return entry.value;
}

function change(tagged: Tagged, { action, tags: given }: Values<typeof several>): void {
  if (new Set(given.map(({ key }) => key)).size < given.length) throw invalid("a key is duplicate");
  if (action === "create") add(tagged, given);
  else tagged.tags = tagged.tags.filter(({ key }) => given.every((one) => one.key !== key));
}

/** An existing key gets the new value. */
function add(tagged: Tagged, given: readonly StoredTag[]): void {
  const kept = tagged.tags.filter(({ key }) => given.every((one) => one.key !== key));
  if (kept.length + given.length > MOST) throw new Refused(400, "VPC.1814", "the number of tags exceeds the limit");
  tagged.tags = [...kept, ...given];
}
