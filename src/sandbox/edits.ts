import type { Operation } from "rfc6902";
import { answerDocument, answerFrom, type RequestDocument, requestDocument, requestFrom } from "./edit-documents.js";
import { patched } from "./edit-patch.js";
import type { EditTarget, Fault, Faults } from "./faults.js";
import type { Emulator, SandboxResponse } from "./sandbox-cloud.js";
import type { ReceivedRequest } from "./signatures/received-request.js";
import type { Collection } from "./store.js";

type Edit = Extract<Fault, { kind: "edit" }>;

/** The `edit` faults that hit one request. A patch that does not fit changes nothing, and does not use up its fault. */
export class Edits {
  readonly #edits: readonly Edit[];
  readonly #tried = new Set<Edit>();
  /** How many patches fitted. */
  applied = 0;
  #document: RequestDocument | null = null;

  constructor(
    hits: readonly Fault[],
    private readonly received: ReceivedRequest,
    private readonly faults: Pick<Faults, "restore">,
  ) {
    this.#edits = hits.filter((fault): fault is Edit => fault.kind === "edit");
  }

  /** The request as the emulator must understand it. */
  understood(): ReceivedRequest {
    let document = this.#edits.length > 0 ? this.#request() : null;
    let isEdited = false;
    for (const edit of this.#of("request")) {
      const next = document && patched(document, edit.patch);
      this.#count(edit, next !== null);
      if (!next) continue;
      document = next;
      isEdited = true;
    }
    return isEdited && document ? requestFrom(document) : this.received;
  }

  /** Does the work, then changes its result. */
  during({ collections = {} }: Emulator, work: () => SandboxResponse): SandboxResponse {
    const [ofCreated, ofState] = [this.#of("created"), this.#of("state")];
    const watched = ofCreated.length > 0 ? Object.values(collections) : [];
    const watches = watched.map((collection) => [collection, collection.watchInsertions()] as const);
    let response: SandboxResponse;
    try {
      response = work();
    } finally {
      for (const [collection] of watches) collection.stopWatching();
    }
    for (const edit of ofCreated) {
      const fits = watches.map(([collection, ids]) => ids.filter((id) => editEntry(collection, id, edit.patch)).length);
      this.#count(
        edit,
        fits.some((number) => number > 0),
      );
    }
    for (const edit of ofState) this.#count(edit, editState(collections, edit.patch, this.#request()));
    return response;
  }

  /** The answer as it must be sent. Edits that had no work to change are returned. */
  answer(response: SandboxResponse): SandboxResponse {
    let edited = response;
    for (const edit of this.#of("answer")) {
      const document = patched(answerDocument(edited, this.#request()), edit.patch);
      const next = document && answerFrom(document, edited);
      this.#count(edit, next !== null);
      edited = next ?? edited;
    }
    for (const edit of this.#edits) if (!this.#tried.has(edit)) this.faults.restore(edit);
    return edited;
  }

  #of(target: EditTarget): readonly Edit[] {
    return this.#edits.filter(({ of = "answer" }) => of === target);
  }

  #request(): RequestDocument {
    this.#document ??= requestDocument(this.received);
    return this.#document;
  }

  #count(edit: Edit, fits: boolean): void {
    this.#tried.add(edit);
    if (fits) this.applied += 1;
    else this.faults.restore(edit);
  }
}

function editEntry(collection: Collection<unknown>, id: string, patch: readonly Operation[]): boolean {
  const entry = collection.get(id);
  const next = entry && patched(entry.value as object, patch);
  if (next) collection.replace(id, next);
  return Boolean(next);
}

/** Only the objects that the patch names are looked at; all of a collection that it names as a whole. */
function editState(
  collections: Readonly<Record<string, Collection<unknown>>>,
  patch: readonly Operation[],
  request: RequestDocument,
): boolean {
  const before: Record<string, Record<string, unknown>> = {};
  const pointers = patch.flatMap((operation) => [
    "from" in operation ? operation.from : operation.path,
    operation.path,
  ]);
  for (const pointer of pointers) {
    const [name = "", id] = pointer.slice(1).split("/").map(unescaped);
    const collection = Object.hasOwn(collections, name) ? collections[name]! : null;
    if (!collection) continue;
    before[name] ??= {};
    const entries = id === undefined ? collection.all() : [collection.get(id) ?? []].flat();
    for (const entry of entries) before[name][entry.id] = entry.value;
  }
  const after = patched({ ...before, request }, patch) as Record<string, Record<string, unknown>> | null;
  if (!after) return false;
  for (const [name, objects] of Object.entries(before)) {
    const collection = collections[name]!;
    const kept = after[name] ?? {};
    for (const id of Object.keys(objects)) if (!Object.hasOwn(kept, id)) collection.remove(id);
    for (const [id, value] of Object.entries(kept)) collection.replace(id, value);
  }
  return true;
}

function unescaped(token: string): string {
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}
