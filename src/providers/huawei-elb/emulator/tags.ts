import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import { tagRefusal } from "./answers.js";
import { PROJECT_ID } from "./credentials.js";
import { type Fields, isFields, type Request } from "./request.js";
import type { State, StoredTag } from "./state.js";

/** Tags of listeners and load balancers. Sources: tag pages; their return codes page. */

const KEY = /^[\w\-\u4e00-\u9fff]{1,36}$/;
const VALUE = /^[\w.\-\u4e00-\u9fff]{0,43}$/;
const MOST = 10;

type Tagged = { tags: StoredTag[] };

export function listTags(state: State, request: Request): SandboxResponse {
  return { status: 200, body: { tags: taggedBy(state, request).tags } };
}

export function createTag(state: State, request: Request): SandboxResponse {
  add(taggedBy(state, request), [tagFrom(request.body().tag)]);
  return { status: 204 };
}

export function changeTags(state: State, request: Request): SandboxResponse {
  const tagged = taggedBy(state, request);
  const { action, tags } = request.body();
  if (action !== "create" && action !== "delete") throw invalid("action is invalid");
  if (!Array.isArray(tags) || tags.length === 0 || tags.length > MOST) throw invalid("the number of tags is invalid");
  const given = tags.map(tagFrom);
  if (new Set(given.map(({ key }) => key)).size < given.length) throw invalid("a key is duplicate");
  if (action === "create") add(tagged, given);
  else tagged.tags = tagged.tags.filter(({ key }) => given.every((tag) => tag.key !== key));
  return { status: 204 };
}

export function deleteTag(state: State, request: Request): SandboxResponse {
  const tagged = taggedBy(state, request);
  const [, , , key] = request.ids;
  if (!tagged.tags.some((tag) => tag.key === key)) throw tagRefusal(404, "VPC.1801", "the tag does not exist");
  tagged.tags = tagged.tags.filter((tag) => tag.key !== key);
  return { status: 204 };
}

function taggedBy({ listeners, loadBalancers }: State, { ids: [projectId, sort, id = ""] }: Request): Tagged {
  if (projectId !== PROJECT_ID) throw tagRefusal(403, "VPC.0007", "the project id in the url does not match the token");
  const entry = sort === "listeners" ? listeners.get(id) : sort === "loadbalancers" ? loadBalancers.get(id) : undefined;
  if (!entry) throw tagRefusal(404, "VPC.1801", "resource id is invalid");
  return entry.value;
}

/** An existing key gets the new value. */
function add(tagged: Tagged, given: readonly StoredTag[]): void {
  const kept = tagged.tags.filter(({ key }) => given.every((tag) => tag.key !== key));
  if (kept.length + given.length > MOST) throw tagRefusal(400, "VPC.1814", "the number of tags exceeds the limit");
  tagged.tags = [...kept, ...given];
}

function tagFrom(tag: unknown): StoredTag {
  const { key, value = "" }: Fields = isFields(tag) ? tag : {};
  if (typeof key !== "string" || !KEY.test(key)) throw invalid("the tag key is invalid");
  if (typeof value !== "string" || !VALUE.test(value)) throw invalid("the tag value is invalid");
  return { key, value };
}

function invalid(message: string) {
  return tagRefusal(400, "VPC.1801", message);
}
