import type { GraphQLFormattedError } from "graphql";
import type { CallLog } from "../../transport/call.js";
import { nextTurn } from "../../transport/clock.js";
import { type AnswerBudget, tooLarge } from "./answer-budget.js";

/** The state of an answer between its end and its sending. */
interface Result {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
  readonly extensions?: unknown;
}

/** How answers become text: long ones piece by piece, before Apollo Server asks for it; the others at once. */
export class AnswerTexts {
  readonly #written = new WeakMap<object, string>();
  readonly #ofChanges = new WeakSet<object>();

  constructor(private readonly log: Pick<CallLog, "warn">) {}

  /** Writes the data of a long answer. @throws as {@link writeLongAnswer} */
  async prepare(data: unknown, answer: AnswerBudget): Promise<void> {
    if (data === null || typeof data !== "object") return;
    if (answer.isChange) this.#ofChanges.add(data);
    const text = await writeLongAnswer(data, answer);
    if (text !== null) this.#written.set(data, text);
  }

  /** The answer's text. If it is too large after all, because of long strings from clouds, it is only an error. */
  of(result: Result, limit: number): string {
    const { data, errors, extensions } = result;
    const known = data !== null && typeof data === "object" ? data : this;
    const written = this.#written.get(known);
    const text = written === undefined ? JSON.stringify(result) : withData(written, errors, extensions);
    if (text.length <= limit) return `${text}\n`;
    this.log.warn({ limit, length: text.length }, "an answer was too large");
    const error = formatted(tooLarge({ limit, isChange: this.#ofChanges.has(known) }));
    return `${JSON.stringify({ errors: [error], data: null })}\n`;
  }
}

/** An error in place of a whole answer, as clients see it. */
export function formatted(
  error: Error & { readonly extensions?: Readonly<Record<string, unknown>> },
): GraphQLFormattedError {
  return { message: error.message, extensions: { ...error.extensions, http: undefined } };
}

/** The most errors that an answer lists; further ones are counted. */
const MOST_ERRORS = 100;

export function fewErrors(errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[] {
  if (errors.length <= MOST_ERRORS) return errors;
  const left = errors.length - MOST_ERRORS;
  const more = {
    message: `${left} further errors of this answer are omitted.`,
    extensions: { code: "ERRORS_LEFT_OUT" },
  };
  return [...errors.slice(0, MOST_ERRORS), more];
}

function withData(data: string, errors: Result["errors"], extensions: Result["extensions"]): string {
  const before = errors ? `"errors":${JSON.stringify(errors)},` : "";
  const behind = extensions ? `,"extensions":${JSON.stringify(extensions)}` : "";
  return `{${before}"data":${data}${behind}}`;
}

/** Characters that are written in one go. */
const STRETCH = 128 * 1024;

/**
 * The JSON of a long answer, written piece by piece so that others have their turns in between, and never beyond the
 * limit. Null for an answer that may be written in one go.
 * @throws GraphQLError COST_LIMIT when it is larger than the limit; the ProblemError TIMED_OUT when the deadline comes
 *   first
 */
async function writeLongAnswer(data: unknown, answer: AnswerBudget): Promise<string | null> {
  if (!answer.isLong) return null;
  const pieces: string[] = [];
  let size = 0;
  let turnAt = STRETCH;
  for (const piece of piecesOf(data)) {
    pieces.push(piece);
    size += piece.length;
    if (size > answer.limit) throw tooLarge(answer);
    if (size > turnAt) {
      turnAt = size + STRETCH;
      await nextTurn();
      answer.check();
    }
  }
  return pieces.join("");
}

/** As JSON.stringify writes it, object by object. */
function* piecesOf(value: unknown): Iterable<string> {
  if (Array.isArray(value)) {
    let before = "[";
    for (const item of value) {
      yield before;
      yield* piecesOf(item === undefined ? null : item);
      before = ",";
    }
    yield before === "[" ? "[]" : "]";
  } else if (isPlain(value) && Object.values(value).some(isHolder)) {
    let before = "{";
    for (const name in value) {
      if (value[name] === undefined) continue;
      yield `${before}${JSON.stringify(name)}:`;
      yield* piecesOf(value[name]);
      before = ",";
    }
    yield before === "{" ? "{}" : "}";
  } else yield JSON.stringify(value);
}

const isHolder = (value: unknown): boolean => value !== null && typeof value === "object";

/** Whether execution created the object; a scalar of another class serialises itself. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (value === null || typeof value !== "object") return false;
  const prototype = Object.getPrototypeOf(value) as unknown;
  return prototype === null || prototype === Object.prototype;
}
