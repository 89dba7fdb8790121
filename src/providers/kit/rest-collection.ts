import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import type { CloudClient, CloudRequest, QueryValue } from "../../transport/cloud-client.js";
import { pathSegment } from "../../transport/compose-request.js";
import { isObject, textIn } from "../../transport/shape.js";
import type { WireObject } from "../../transport/wire.js";
import type { MarkedList, MarkedPage } from "./marker-walk.js";
import { listName } from "./page-limits.js";
import { readByMarker } from "./pages-by-marker.js";
import type { Reading, Until } from "./reading.js";
import type { WireBody } from "./wire-body.js";

/** One kind of object of a REST API: its path, and the wrapper of its bodies. */
export interface Resource {
  /** Completes the operations' names: Create + Listener, List + Listeners. */
  readonly noun: string;
  readonly nouns: string;
  /** After the API's prefix, percent-encoded. */
  readonly path: string;
  /** The wrapper of one object. */
  readonly one: string;
  /** The wrapper of a list. */
  readonly many: string;
  /** Their owner, if the path names it. */
  readonly parentId?: string;
}

const VERBS = ["List", "Show", "Create", "Update", "Delete"] as const;

/** The names of the operations that {@link restCollection} has for resources, by their noun and its plural. */
export const actionsOn = (
  plurals: Readonly<Record<string, string>>,
  verbs: readonly (typeof VERBS)[number][] = VERBS,
): string[] =>
  Object.entries(plurals).flatMap(([noun, nouns]) =>
    verbs.map((verb) => (verb === "List" ? `${verb}${nouns}` : `${verb}${noun}`)),
  );

export type Filters = Readonly<Record<string, QueryValue>>;

/** Common to all REST APIs of this kind; how an API announces another page is its own business. */
export interface RestApi {
  /** Before every resource's path: /v1. */
  readonly prefix: string;
  /** The largest page size. */
  readonly mostPerPage: number;
  /** Whether the vendor documents that lists are ordered by id. */
  readonly isInOrderOfIds: boolean;
  nextIn(reply: WireObject, resource: Resource): MarkedPage<WireObject>["next"];
}

interface HasClient {
  readonly client: CloudClient;
}

const idOf = (item: WireObject): string => textIn(item.id) ?? "";

/**
 * The operations of a REST API whose objects are wrapped by kind and listed by marker. They make no decisions and read
 * no objects: they return the cloud's own representation, for mapping to read one by one.
 */
export function restCollection({ prefix, mostPerPage, isInOrderOfIds, nextIn }: RestApi) {
  const pathOf = ({ path }: Resource, id?: string): string =>
    `${prefix}${path}${id === undefined ? "" : `/${pathSegment(id)}`}`;

  async function send({ client }: HasClient, request: CloudRequest, call: Call): Promise<unknown> {
    return (await client.send(request, call)).json;
  }

  async function sendForOne(
    context: HasClient,
    { one }: Resource,
    request: CloudRequest,
    call: Call,
    id?: string,
  ): Promise<WireObject> {
    const reply = await send(context, request, call);
    const object = isObject(reply) ? reply[one] : undefined;
    if (isObject(object) && (id === undefined || idOf(object) === id)) return object;
    const why = isObject(object) ? `is about another \`${one}\`, ${idOf(object)}` : `has no \`${one}\` in it`;
    throw new ProblemError({
      code: "UNREADABLE",
      message: `The cloud's answer to ${request.action}${id === undefined ? "" : ` of ${id}`} ${why}.`,
      nativeId: id,
      mayHaveHappened: true,
    });
  }

  function listOf(context: HasClient, resource: Resource, filters: Filters, call: Call): MarkedList<WireObject> {
    const { nouns, many, parentId } = resource;
    const [ofParent] = Object.entries(filters).flatMap(([name, value]) =>
      name.endsWith("_id") && typeof value === "string" ? value : [],
    );
    return {
      what: listName(nouns, parentId ?? ofParent),
      mostPerPage,
      isInOrderOfIds,
      idOf,
      async read(limit, marker) {
        const query = { ...filters, limit, marker };
        const path = pathOf(resource);
        const reply = await send(context, { action: `List${nouns}`, method: "GET", path, query, effect: "read" }, call);
        const items = isObject(reply) ? (reply[many] ?? []) : undefined;
        if (!isObject(reply) || !Array.isArray(items))
          throw new ProblemError({
            code: "UNREADABLE",
            message: `The cloud's answer to List${nouns} has no list \`${many}\` in it.`,
          });
        return { items: items.map((item: unknown) => (isObject(item) ? item : {})), next: nextIn(reply, resource) };
      },
    };
  }

  return {
    create: (context: HasClient, resource: Resource, body: WireBody, call: Call): Promise<WireObject> =>
      sendForOne(
        context,
        resource,
        {
          action: `Create${resource.noun}`,
          method: "POST",
          path: pathOf(resource),
          body: { [resource.one]: body },
          effect: "once",
        },
        call,
      ),

    show: (context: HasClient, resource: Resource, id: string, call: Call): Promise<WireObject> =>
      sendForOne(
        context,
        resource,
        { action: `Show${resource.noun}`, method: "GET", path: pathOf(resource, id), effect: "read" },
        call,
        id,
      ),

    /** Changes the fields that the body names; lists in it are replaced as a whole. */
    update: (context: HasClient, resource: Resource, id: string, body: WireBody, call: Call): Promise<WireObject> =>
      sendForOne(
        context,
        resource,
        {
          action: `Update${resource.noun}`,
          method: "PUT",
          path: pathOf(resource, id),
          body: { [resource.one]: body },
          effect: "idempotent",
        },
        call,
        id,
      ),

    async remove(context: HasClient, resource: Resource, id: string, call: Call): Promise<void> {
      const path = pathOf(resource, id);
      await send(context, { action: `Delete${resource.noun}`, method: "DELETE", path, effect: "idempotent" }, call);
    },

    /** The objects that match the filters, page by page. */
    listOf,

    /** All objects that match the filters. */
    listAll: (
      context: HasClient,
      resource: Resource,
      filters: Filters,
      call: Call,
      until?: Until,
    ): Promise<Reading<WireObject>> => readByMarker(listOf(context, resource, filters, call), until),
  };
}
