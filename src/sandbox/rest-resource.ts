import type { Changes, FieldDialect, Fields, Values } from "./fields.js";
import { readChanges, readFields } from "./read-fields.js";
import type { RestRequest } from "./rest-request.js";
import type { RestOperations } from "./rest-routes.js";
import type { SandboxResponse } from "./sandbox-cloud.js";
import type { Entry } from "./store.js";

/** What all objects of a vendor's REST API have in common. */
export interface ResourceStyle {
  readonly dialect: FieldDialect;
  /** The HTTP status of a successful create. */
  readonly created: 200 | 201;
  /** Whether bodies wrap an object in a member with its name. */
  readonly isWrapped: boolean;
}

/** One kind of object with its five operations. */
export interface Resource<S, T, F extends Fields> {
  /** The path of lists and creates. */
  readonly path: string;
  /** How names of operations end, singular and plural: CreateListener, ListListeners. */
  readonly named: readonly [one: string, many: string];
  /** The name in bodies and messages. */
  readonly one: string;
  readonly fields: F;
  /** @throws Refused when no object has the id in the path. */
  find(state: S, request: RestRequest): Entry<T>;
  /** Omitted: the resource cannot be listed. */
  list?(state: S, request: RestRequest): SandboxResponse;
  show(state: S, entry: Entry<T>): object;
  /** What create and update return; omitted: what {@link show} returns. */
  showChanged?(state: S, entry: Entry<T>): object;
  create(state: S, values: Values<F>, request: RestRequest): Entry<T>;
  update(state: S, entry: Entry<T>, changes: Changes<F>): void;
  remove(state: S, entry: Entry<T>): void;
}

/** The operations of a resource. The object is looked up before the body is read. */
export function resourceOperations<S, T, F extends Fields>(
  resource: Resource<S, T, F>,
  { dialect, created, isWrapped }: ResourceStyle,
): RestOperations<S> {
  const { path, one, fields, find, list, show, showChanged = show, create, update, remove } = resource;
  const bodyOf = (request: RestRequest) => (isWrapped ? request.wrapped(one) : request.body());
  const answer = (status: number, shown: object): SandboxResponse => ({
    status,
    body: isWrapped ? { [one]: shown } : shown,
  });
  const [named, several] = resource.named;
  const item = `${path}/:`;
  return {
    [`Create${named}`]: {
      method: "POST",
      path,
      handle(state, request) {
        const entry = create(state, readFields(fields, bodyOf(request), dialect), request);
        return answer(created, showChanged(state, entry));
      },
    },
    ...(list ? { [`List${several}`]: { method: "GET", path, handle: list } } : {}),
    [`Show${named}`]: {
      method: "GET",
      path: item,
      handle: (state, request) => answer(200, show(state, find(state, request))),
    },
    [`Update${named}`]: {
      method: "PUT",
      path: item,
      handle(state, request) {
        const entry = find(state, request);
        update(state, entry, readChanges(fields, bodyOf(request), dialect));
        return answer(200, showChanged(state, entry));
      },
    },
    [`Delete${named}`]: {
      method: "DELETE",
      path: item,
      handle(state, request) {
        remove(state, find(state, request));
        return { status: 204 };
      },
    },
  };
}
