import type { RunningCloud } from "../../src/sandbox/running-sandbox.js";
import type { SandboxResponse } from "../../src/sandbox/sandbox-cloud.js";
import type { ReceivedRequest } from "../../src/sandbox/signatures/received-request.js";

export type Edit = (value: unknown, path: readonly string[]) => unknown;

/** A value that JSON.stringify cannot write, for example 1e999: the answer gets exactly these characters. */
export const literally = (json: string) => ({ [LITERAL]: json });
const LITERAL = "written as";

/** An answer's body as text, with its literal values. */
function written(body: unknown): string {
  return JSON.stringify(body).replace(new RegExp(`{"${LITERAL}":"([^"]*)"}`, "g"), "$1");
}

export interface EditedCloud {
  /** The requests since the last {@link forget}. */
  readonly received: readonly ReceivedRequest[];
  /** The answers since then, before edits. */
  readonly answered: readonly SandboxResponse[];
  forget(): void;
  /** From now on `edit` replaces every value in an answer, from the leaves up; null stops editing. */
  edit(edit: Edit | null): void;
}

/** Intercepts an emulator's answers: records them and can change them. */
export function editAnswersOf({ emulator }: RunningCloud): EditedCloud {
  const handle = emulator.handle.bind(emulator);
  let received: ReceivedRequest[] = [];
  let answered: SandboxResponse[] = [];
  let current: Edit | null = null;
  Object.assign(emulator, {
    handle(request: ReceivedRequest, understood?: ReceivedRequest): SandboxResponse {
      const answer = handle(request, understood);
      received.push(request);
      answered.push(answer);
      if (!current || typeof answer.body !== "object") return answer;
      const headers = { ...answer.headers, "content-type": "application/json" };
      return { ...answer, headers, body: written(edited(answer.body, current, [])) };
    },
  });
  return {
    get received() {
      return received;
    },
    get answered() {
      return answered;
    },
    forget() {
      received = [];
      answered = [];
    },
    edit(edit) {
      current = edit;
    },
  };
}

function edited(value: unknown, edit: Edit, path: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => edited(item, edit, [...path, "*"]));
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).map(([name, held]) => [name, edited(held, edit, [...path, name])]);
    return edit(Object.fromEntries(entries), path);
  }
  return edit(value, path);
}

/** Every leaf of an answer. */
export function* leavesOf(value: unknown, path: readonly string[] = []): Iterable<{ path: string; value: unknown }> {
  if (Array.isArray(value)) for (const item of value) yield* leavesOf(item, [...path, "*"]);
  else if (value !== null && typeof value === "object")
    for (const [name, held] of Object.entries(value)) yield* leavesOf(held, [...path, name]);
  else yield { path: path.join("."), value };
}
