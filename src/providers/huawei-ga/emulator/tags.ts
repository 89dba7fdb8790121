import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { Entry } from "../../../sandbox/store.js";
import { done, invalid, overQuota, Refused, shown } from "./answers.js";
import { checkFields, type FieldRule, isFields, required, tags as tagsRule } from "./field-rules.js";
import { checkOpen, found } from "./objects.js";
import type { Request } from "./request.js";
import type { State, Stored, Tag } from "./state.js";

/** Tags of one resource. Sources: tags quota, quotas page. */
const QUOTA = 20;

type Tagged = Stored & { tags: Tag[] };

const byKeys: FieldRule = {
  fits: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((tag) => isFields(tag) && typeof tag.key === "string"),
  what: "a list of tags with key",
};

function tagged(state: State, { ids: [type = "", id = ""] }: Request): Entry<Tagged> {
  if (type === "ga-listeners") return found(state.listeners, id, "listener");
  if (type === "ga-accelerators") return found(state.accelerators, id, "accelerator");
  throw invalid(`The resource type ${type} is not supported.`);
}

export function showTags(state: State, request: Request): SandboxResponse {
  return shown({ tags: tagged(state, request).value.tags });
}

/** A key that is there is refused as a duplicate; the vendor may just as well replace its value, which is not documented. */
export function createTags(state: State, request: Request): SandboxResponse {
  const entry = tagged(state, request);
  const fields = request.fields();
  const asked = fields.tags;
  if (Array.isArray(asked) && asked.some((tag) => isFields(tag) && tag.key === "")) {
    throw new Refused(400, "GA.9109", "The tag key is empty.");
  }
  checkFields(fields, { tags: required(tagsRule) });
  checkOpen(entry, "resource");
  const added = asked as Tag[];
  const keys = [...entry.value.tags, ...added].map(({ key }) => key);
  if (new Set(keys).size < keys.length) throw new Refused(400, "GA.9107", "The tag key is duplicate.");
  if (keys.length > QUOTA) throw overQuota("tags");
  entry.value.tags = [...entry.value.tags, ...added.map(({ key, value }) => ({ key, value: value ?? "" }))];
  return done();
}

/** A DELETE with a body. Keys that are not there do not matter. */
export function deleteTags(state: State, request: Request): SandboxResponse {
  const entry = tagged(state, request);
  const fields = request.fields();
  checkFields(fields, { tags: required(byKeys) });
  checkOpen(entry, "resource");
  const gone = new Set((fields.tags as Tag[]).map(({ key }) => key));
  entry.value.tags = entry.value.tags.filter(({ key }) => !gone.has(key));
  return done();
}

/** All tags of a kind of resource, each key with all its values. */
export function listTags(state: State, { ids: [type = ""] }: Request): SandboxResponse {
  if (type !== "ga-listeners" && type !== "ga-accelerators")
    throw invalid(`The resource type ${type} is not supported.`);
  const entries: Entry<Tagged>[] = type === "ga-listeners" ? state.listeners.all() : state.accelerators.all();
  const values = new Map<string, Set<string>>();
  for (const { key, value } of entries.flatMap((entry) => entry.value.tags)) {
    values.set(key, (values.get(key) ?? new Set()).add(value ?? ""));
  }
  return shown({ tags: [...values].map(([key, all]) => ({ key, values: [...all] })) });
}
