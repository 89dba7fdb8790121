import { setTimeout as delay } from "node:timers/promises";
import type { AnyProviderManifest } from "../../../src/providers/provider.js";
import type { Subject } from "../../contract/subject.js";
import { connectSandboxed } from "../../support/sandboxed-provider.js";
import type { Expectation, Variant } from "./faults.js";
import { DEADLINES, type Lab } from "./lab.js";
import { OPERATION, type OperationName, type Told } from "./operation.js";
import { wasDisturbed } from "./pace.js";
import { addressesOf, NEW_NAME, type Plan, planFor, type Targets } from "./plan.js";
import { difference, readStore, type Store } from "./store.js";

/** Milliseconds by which an answer may be later than its deadline. */
const GRACE_MS = 1_000;

/** Milliseconds that a request which was sent before the answer may take to arrive. */
const UNDER_WAY_MS = 100;

/** Operations of every cloud that change nothing, by their names; IAM's tokens are no change either. */
export const READING = /^(List|Show|Describe|Get|Query|POST \/v3\/auth)/;
const CHANGING = `^(?!${READING.source.slice(1)})`;

/** One cloud in one sort of trouble, asked for one thing. Has an emulator and an account of its own. */
export interface Cell {
  readonly cloud: string;
  readonly variant: Variant;
  readonly operation: OperationName;
  readonly subject: Subject;
  readonly targets: Targets;
  readonly plan: Plan;
  /** The account as it stands in the configuration file. */
  readonly account: Readonly<Record<string, unknown>>;
}

/** What became of a cell. */
export interface Outcome {
  readonly cloud: string;
  readonly fault: string;
  readonly scope: string;
  readonly operation: OperationName;
  readonly code: string;
  readonly ms: number;
  /** What is wrong with it, in sentences; empty when nothing is. */
  readonly complaints: readonly string[];
}

/**
 * A port that the system gives to nobody who asks for any free one: what one cell's cloud does not listen on for a while
 * must not become another's.
 */
let lastOwnPort = 21_000;
function nextOwnPort(): number {
  lastOwnPort += 1;
  return lastOwnPort;
}

export async function prepareCell(
  manifest: AnyProviderManifest,
  variant: Variant,
  operation: OperationName,
  targets: Targets,
): Promise<Cell> {
  const port = variant.inject?.kind === "refuse" ? nextOwnPort() : undefined;
  const subject: Subject = { ...(await connectSandboxed(manifest, { port })), manifest };
  const plan = planFor(targets);
  const emulated = await manifest.sandbox();
  const { endpoint, credentials } = subject.cloud;
  const account = {
    ...emulated.account(variant.setup === "unknown host" ? "http://nowhere.invalid:1" : endpoint),
    id: plan.accountId,
  };
  const user = variant.setup === "token" ? { credentials: userOf(credentials, endpoint) } : {};
  return { cloud: manifest.key, variant, operation, subject, targets, plan, account: { ...account, ...user } };
}

/** Whether a cloud's credentials can be a user's whose tokens expire. */
export const hasTokens = (credentials: Readonly<Record<string, string>>): boolean => "user name" in credentials;

function userOf(credentials: Readonly<Record<string, string>>, endpoint: string) {
  return {
    userName: credentials["user name"],
    password: { value: credentials["user password"] },
    userDomainName: credentials["user domain name"],
    iamEndpoint: endpoint,
  };
}

/** The changing requests that an operation sends when nothing is in its way, in their order. */
export const stepsOf = ({ subject }: Cell): string[] =>
  subject.cloud.calls.map(({ action }) => action).filter((action) => !READING.test(action));

/** Switches the cell's fault on. `steps`: the operation's changing requests, as {@link stepsOf} tells them. */
async function inject(cell: Cell, steps: readonly string[]): Promise<void> {
  const { variant, subject } = cell;
  const { inject: fault, scope } = variant;
  const { cloud } = subject;
  if (!fault) return;
  if (scope === "reads after") return injectAfter(cell);
  const exactly = (action: string) => `^${action.replace(/[^\w ]/g, "\\$&")}$`;
  const where = {
    always: {},
    once: { times: 1 },
    changes: { actions: CHANGING },
    "change once": { actions: CHANGING, times: 1 },
    "last step": { actions: exactly(steps.at(-1) ?? "") },
  }[scope];
  cloud.faults.add({ fault, ...where });
  await cloud.settled();
}

/** Switches the fault on for reads when the first changing request is there. */
function injectAfter({ variant: { inject: fault }, subject: { cloud } }: Cell): void {
  const { emulator, faults } = cloud;
  const { handle } = emulator;
  emulator.handle = (request) => {
    if (!READING.test(emulator.actionOf(request))) {
      emulator.handle = handle;
      faults.add({ fault: fault!, actions: READING.source });
    }
    return handle.call(emulator, request);
  };
}

/** What a cell was answered, before it is judged. */
export interface Answered {
  readonly cell: Cell;
  readonly told: Told;
  readonly ms: number;
  readonly text: string;
  /** Whether the machine kept the process from working meanwhile, so that times say nothing. */
  readonly isDoubtful: boolean;
  /** Requests that the emulator had seen shortly after the answer came. */
  readonly calls: number;
}

/** Asks with the fault on, and switches it off when the answer is there. */
export async function askCell(cell: Cell, lab: Lab, steps: readonly string[]): Promise<Answered> {
  const { subject, plan, variant } = cell;
  const operation = OPERATION[cell.operation];
  // Somebody has to have a token that expires; the first request of a token's life fetches it.
  if (variant.setup === "token") await lab.ask(OPERATION.read.document, OPERATION.read.variables(plan));
  await inject(cell, steps);
  subject.cloud.clearCalls();
  const startedAt = performance.now();
  const { text, ms, ...answer } = await lab.ask(operation.document, operation.variables(plan));
  await delay(UNDER_WAY_MS);
  return {
    cell,
    told: operation.told(answer),
    ms,
    text,
    isDoubtful: wasDisturbed(startedAt, performance.now()),
    calls: subject.cloud.countCalls(),
  };
}

/**
 * Compares the reported outcome with the state of the cloud. `before`: what every emulator of this cloud starts with.
 */
export async function judgeCell({ cell, told, ms, text, calls }: Answered, before: Store): Promise<Outcome> {
  const { subject, targets, variant, cloud } = cell;
  const operation = OPERATION[cell.operation];
  const late = subject.cloud.countCalls() - calls;
  subject.cloud.faults.clear();
  await subject.cloud.settled();
  const after = await readStore(subject, targets, operation.isChange ? undefined : before);
  const expected = variant.expect(cell.operation);
  // What a cascade removed is restored, beyond the deadline if needed (kit/put-back.ts).
  const bringsBack = cell.operation === "delete" ? 3_000 : 0;
  const deadline = (operation.isChange ? DEADLINES.change : DEADLINES.read) + bringsBack;
  const complaints = [
    ...wrongAnswer(told, mayBeGone(cell, expected), ms, deadline, text),
    ...(operation.isChange ? wrongStore(cell, told, before, after, text) : wrongRead(cell, told, before, after)),
    ...(late > 0 ? [`sent ${late} requests after its answer`] : []),
  ];
  return {
    cloud,
    fault: variant.fault,
    scope: variant.scope,
    operation: cell.operation,
    code: told.code,
    ms: Math.round(ms),
    complaints,
  };
}

/**
 * The last request of a cascade may be for something that the cloud has already deleted: then all is gone in spite of
 * it.
 */
function mayBeGone({ operation, variant }: Cell, expected: Expectation): Expectation {
  const isLast = operation === "delete" && variant.scope === "last step";
  return isLast ? { ...expected, codes: [...expected.codes, "ok"] } : expected;
}

function* wrongAnswer(
  told: Told,
  { codes, why }: Expectation,
  ms: number,
  deadlineMs: number,
  text: string,
): Iterable<string> {
  if (!codes.includes(told.code))
    yield `said ${told.code} instead of ${codes.join(" or ")} (${why}) in ${text.slice(0, 600)}`;
  if (ms > deadlineMs + GRACE_MS) yield `took ${Math.round(ms)} ms, with a deadline of ${deadlineMs} ms`;
  if (text.includes("INTERNAL_SERVER_ERROR")) yield `has a masked error: ${text.slice(0, 600)}`;
  if (/stacktrace|node_modules|\bat .*\.[jt]s:\d/.test(text)) yield `shows a stack: ${text.slice(0, 600)}`;
  const wantsDelay = told.code === "PARENT_BUSY" || told.code === "RATE_LIMITED";
  if (wantsDelay && !told.retryAfterSeconds) yield `said ${told.code} without retryAfterSeconds`;
}

function* wrongRead({ operation, targets }: Cell, told: Told, before: Store, after: Store): Iterable<string> {
  const { added, removed } = difference(before, after);
  if (added.length + removed.length > 0) yield "a read changed something";
  if (operation === "read") {
    if ((told.count === 1) !== (told.code === "ok")) yield `found ${told.count} and said ${told.code}`;
    return;
  }
  const isOk = told.code === "ok";
  if (told.isComplete !== isOk) yield `said ${told.code} with isComplete ${told.isComplete}`;
  if (isOk && told.count !== Math.min(200, targets.listenerCount))
    yield `listed ${told.count} of ${targets.listenerCount} as if that were all`;
}

function* wrongStore(
  { operation, targets, plan, variant }: Cell,
  told: Told,
  before: Store,
  after: Store,
  text: string,
): Iterable<string> {
  const isUnknown = told.code === "OUTCOME_UNKNOWN";
  const isOk = told.code === "ok";
  const { added, removed } = difference(before, after);
  // A change of several steps that stopped between them has to say so.
  const saysSo = operation !== "create" && /Accepted by the cloud before that: \w+/.test(text);
  if (!isOk && !isUnknown && !saysSo && added.length + removed.length > 0)
    yield `said ${told.code}, but ${tell(added, removed)}`;
  const asked = addressesOf(plan.newMembers);
  const same = (one: readonly string[], other: readonly string[]) => one.join() === other.join();
  switch (operation) {
    case "create":
      if (after.made > 1) yield `made ${after.made} listeners`;
      if (isOk && after.made !== 1) yield "said ok, but there is no listener";
      if (after.listenerCount !== before.listenerCount + after.made) yield "lost or made other listeners";
      break;
    case "update":
      if (isOk && after.name !== NEW_NAME) yield `said ok, but the name is ${after.name}`;
      if (after.name !== NEW_NAME && after.name !== before.name)
        yield `the name is ${after.name}, which nobody asked for`;
      if (after.listenerCount !== before.listenerCount) yield "lost or made listeners";
      break;
    case "delete":
      if (isOk && after.isThere && variant.fault !== "stuck pending" && variant.fault !== "ends in ERROR")
        yield "said ok, but the listener is there";
      if (after.listenerCount < before.listenerCount - 1) yield "lost other listeners";
      break;
    case "set members":
      if (isOk && !same(after.members, asked))
        yield `said ok, but the members are ${after.members.join()} instead of ${asked.join()}`;
      if (after.members.some((address) => !asked.includes(address) && !targets.membersBefore.includes(address)))
        yield `has members that nobody asked for: ${after.members.join()}`;
      if (new Set(after.members).size !== after.members.length) yield `has members twice: ${after.members.join()}`;
      if (after.listenerCount !== before.listenerCount) yield "lost or made listeners";
      break;
  }
}

const tell = (added: readonly string[], removed: readonly string[]) =>
  `the store has changed: ${[...added.map((entry) => `+ ${entry}`), ...removed.map((entry) => `- ${entry}`)].join("; ").slice(0, 700)}`;
