import type { Noun } from "../../../sandbox/create-emulator.js";
import type { Fields } from "../../../sandbox/fields.js";
import { isObject, readFields } from "../../../sandbox/read-fields.js";
import { Refused } from "../../../sandbox/refused.js";
import type { RestOperation } from "../../../sandbox/rest-routes.js";
import type { Collection, Entry } from "../../../sandbox/store.js";
import { invalid, overQuota } from "./errors.js";
import { DIALECT, tags as tagList } from "./fields.js";
import { found, requireOpen } from "./lookups.js";
import type { State, Stored, Tag } from "./state.js";

/** Tags of one resource. Sources: tags quota, quotas page. */
const QUOTA = 20;

const created = { tags: { ...tagList, required: true } } as const satisfies Fields;
const deleted = {
  tags: {
    type: "list",
    of: { key: { type: "text", required: true }, value: { type: "text", nullable: true } },
    least: 1,
    required: true,
  },
} as const satisfies Fields;

/** The colons stand for the kind of resource and its id. */
const TAGS = "/v1/:/:/tags";

export const tags: Noun<State, RestOperation<State>> = {
  operations: {
    /** All tags of a kind of resource, each key with all its values. */
    ListTags: {
      method: "GET",
      path: "/v1/:/tags",
      handle(state, { id: type }) {
        const values = new Map<string, Set<string>>();
        for (const { key, value } of resourcesOf(state, type)
          .all()
          .flatMap((entry) => entry.value.tags)) {
          values.set(key, (values.get(key) ?? new Set()).add(value ?? ""));
        }
        return { status: 200, body: { tags: [...values].map(([key, all]) => ({ key, values: [...all] })) } };
      },
    },
    ShowTags: {
      method: "GET",
      path: TAGS,
      handle: (state, { ids }) => ({ status: 200, body: { tags: tagged(state, ids).value.tags } }),
    },
    /**
     * An existing key is refused as a duplicate. The vendor does not document this; it may replace the value instead.
     */
    CreateTags: {
      method: "POST",
      path: `${TAGS}/create`,
      handle(state, { ids, body }) {
        const entry = tagged(state, ids);
        const given = body();
        if (Array.isArray(given.tags) && given.tags.some((tag) => isObject(tag) && tag.key === ""))
          throw new Refused(400, "GA.9109", "The tag key is empty.");
        const { tags: added } = readFields(created, given, DIALECT);
        requireOpen(entry, "resource");
        const keys = [...entry.value.tags, ...added].map(({ key }) => key);
        if (new Set(keys).size < keys.length) throw new Refused(400, "GA.9107", "The tag key is duplicate.");
        if (keys.length > QUOTA) throw overQuota("tags");
        entry.value.tags = [...entry.value.tags, ...added.map(({ key, value }) => ({ key, value: value ?? "" }))];
        return { status: 204 };
      },
    },
    /** A DELETE with a body. Unknown keys are ignored. */
    DeleteTags: {
      method: "DELETE",
      path: `${TAGS}/delete`,
      handle(state, { ids, body }) {
        const entry = tagged(state, ids);
        const { tags: removed } = readFields(deleted, body(), DIALECT);
        requireOpen(entry, "resource");
        const gone = new Set(removed.map(({ key }) => key));
        entry.value.tags = entry.value.tags.filter(({ key }) => !gone.has(key));
        return { status: 204 };
      },
    },
  },
};

type Tagged = Stored & { tags: Tag[] };

function resourcesOf(state: State, type: string): Pick<Collection<Tagged>, "all" | "get"> {
  if (type === "ga-listeners") return state.listeners;
  if (type === "ga-accelerators") return state.accelerators;
  throw invalid(`The resource type ${type} is not supported.`);
}

function tagged(state: State, [type = "", id = ""]: readonly string[]): Entry<Tagged> {
  const resources = resourcesOf(state, type);
  return found(resources, type === "ga-listeners" ? "listener" : "accelerator", id);
}
