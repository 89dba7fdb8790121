import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import { reportFault } from "../../transport/report-fault.js";

/** How a found object compares with the one that was just requested. */
export type Age = "new" | "old" | "unknown";

export interface CreateOnce<T> {
  /** Sends the create. Fails with a ProblemError whose mayHaveHappened is true when its answer was lost. */
  attempt(): Promise<T>;
  /**
   * All objects that could be the new one by identity: by name, parent, protocol and ports. All of them, or it throws:
   * a partly read list says nothing about what is missing from it.
   */
  find(): Promise<readonly T[]>;
  idOf(item: T): string;
  /** Whether an object has everything that was sent, field by field. */
  isAsSent(item: T): boolean;
  /** The ids of objects that existed before the attempt, if a read was at hand; omitted: `ageOf` has to tell. */
  readonly before?: ReadonlySet<string>;
  /** Whether an object was created since the attempt, by its own time; "unknown" for a missing or unreadable time. */
  ageOf?(item: T): Age;
  /**
   * Whether the cloud refuses a second object of the same identity. Only then may a create be retried: otherwise a
   * cloud that carries out the first one later creates two.
   */
  readonly refusesSecond: boolean;
  /** What a person should look for when the outcome stays unknown: "a listener named x on port 80 of ga-1". */
  readonly what: string;
}

/** What to look for, for people: "an HTTP pool without a name". */
export function sought(protocol: unknown, noun: string, name: string | null | undefined): string {
  const word = String(protocol);
  const article = word.startsWith("H") ? "an" : "a";
  return `${article} ${word} ${noun} ${name ? `named ${name}` : "without a name"}`;
}

/** Refusals that the existing object explains. */
const TAKEN: readonly string[] = ["PORT_CONFLICT", "ALREADY_EXISTS"];

/**
 * Creates without ever creating twice, and without ever passing off another's object as the new one. A create whose
 * answer was lost is looked up: an object that has everything that was sent, and did not exist before, is the new one.
 * If there is no such object, the create is retried if the cloud itself refuses a second one.
 *
 * @throws ProblemError the cloud's refusal; OUTCOME_UNKNOWN when looking it up does not settle it
 */
export async function createOnce<T>(create: CreateOnce<T>, call: Call): Promise<T> {
  if (create.before) call.recorder?.thereBefore([...create.before]);
  try {
    return await create.attempt();
  } catch (error) {
    if (!(error instanceof ProblemError) || !error.mayHaveHappened) throw error;
    const found = await lookUp(create, call);
    if (found instanceof Found) return found.item;
    if (found === "unclear") throw outcomeUnknown(error, create);
    // The cloud reported an outage itself, and nothing was created.
    if (isRefusalInWords(error)) throw error.with({ mayHaveHappened: false });
    if (!create.refusesSecond) throw outcomeUnknown(error, create);
    return createAgain(create, call);
  }
}

async function createAgain<T>(create: CreateOnce<T>, call: Call): Promise<T> {
  try {
    return await create.attempt();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const isTaken = TAKEN.includes(error.code);
    if (!error.mayHaveHappened && !isTaken) throw error;
    const found = await lookUp(create, call);
    if (found instanceof Found) return found.item;
    if (isTaken && found === "absent") throw error;
    throw outcomeUnknown(error, create);
  }
}

class Found<T> {
  constructor(readonly item: T) {}
}

async function lookUp<T>(create: CreateOnce<T>, call: Call): Promise<Found<T> | "absent" | "unclear"> {
  let candidates: readonly T[];
  try {
    candidates = await create.find();
  } catch (error) {
    reportFault(error, call);
    call.log.warn({ err: error, requestId: call.requestId }, "could not look up a create whose answer was lost");
    return "unclear";
  }
  const alike = candidates
    .filter((item) => !create.before?.has(create.idOf(item)) && create.isAsSent(item))
    .map((item) => ({ item, age: create.before ? "new" : (create.ageOf?.(item) ?? "unknown") }))
    .filter(({ age }) => age !== "old");
  const [only, ...others] = alike;
  if (!only) return "absent";
  return others.length === 0 && only.age === "new" ? new Found(only.item) : "unclear";
}

/** Whether the refusal comes from the cloud itself, and not from something in between. */
const isRefusalInWords = ({ nativeCode }: ProblemError): boolean => nativeCode !== undefined;

function outcomeUnknown<T>(error: ProblemError, { what }: CreateOnce<T>): ProblemError {
  return error.with({
    code: "OUTCOME_UNKNOWN",
    retry: "never",
    message: `The cloud's answer was lost, and it is not known whether the change was made. Look for ${what} before you try again. (${error.message})`,
    cause: error,
  });
}

/** The most that a cloud's clock may differ from ours. */
const CLOCKS_APART_MS = 5 * 60_000;

/**
 * Whether something was created since `startedAt`, by the cloud's time.
 * @param createdAt RFC 3339, as `readTime` returns it; null: missing or unreadable
 */
export function ageSince(startedAt: number, createdAt: string | null): Age {
  if (createdAt === null) return "unknown";
  return Date.parse(createdAt) >= startedAt - CLOCKS_APART_MS ? "new" : "old";
}

/**
 * Whether an object has everything that was sent: each field of the body, in the vendor's terms. Null, "" and a missing
 * field are equal; numbers and booleans may be written as strings; the order of a list does not matter.
 */
export function holdsAll(sent: unknown, found: unknown): boolean {
  if (isNothing(sent)) return true;
  if (Array.isArray(sent)) {
    if (!Array.isArray(found) || found.length !== sent.length) return false;
    const left = [...found];
    return sent.every((item) => {
      const at = left.findIndex((other) => holdsAll(item, other));
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
  }
  if (typeof sent === "object") {
    if (typeof found !== "object" || found === null) return false;
    return Object.entries(sent as object).every(([name, value]) =>
      holdsAll(value, (found as Record<string, unknown>)[name]),
    );
  }
  return !isNothing(found) && String(found).toLowerCase() === String(sent).toLowerCase();
}

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === "";
