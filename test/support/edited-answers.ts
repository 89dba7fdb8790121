import type { RunningCloud } from "../../src/sandbox/running-sandbox.js";
import type { SandboxResponse } from "../../src/sandbox/sandbox-cloud.js";
import type { ReceivedRequest } from "../../src/sandbox/signatures/received-request.js";

export type Edit = (value: unknown, path: readonly string[]) => unknown;

export interface EditedCloud {
  /** What arrived since the last {@link forget}. */
  readonly received: readonly ReceivedRequest[];
  /** What was answered since then, before it was edited. */
  readonly answered: readonly SandboxResponse[];
  forget(): void;
  /** From now on every value in an answer, from the leaves up, is what `edit` makes of it; null leaves answers alone. */
  edit(edit: Edit | null): void;
}

/** Puts somebody between an emulator and its socket, who takes notes and may say something else. */
export function editAnswersOf({ emulator }: RunningCloud): EditedCloud {
  const handle = emulator.handle.bind(emulator);
  let received: ReceivedRequest[] = [];
  let answered: SandboxResponse[] = [];
  let current: Edit | null = null;
  Object.assign(emulator, {
    handle(request: ReceivedRequest): SandboxResponse {
      const answer = handle(request);
      received.push(request);
      answered.push(answer);
      return current ? { ...answer, body: edited(answer.body, current, []) } : answer;
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

/** Every leaf of what was answered. */
export function* leavesOf(value: unknown, path: readonly string[] = []): Iterable<{ path: string; value: unknown }> {
  if (Array.isArray(value)) for (const item of value) yield* leavesOf(item, [...path, "*"]);
  else if (value !== null && typeof value === "object")
    for (const [name, held] of Object.entries(value)) yield* leavesOf(held, [...path, name]);
  else yield { path: path.join("."), value };
}
