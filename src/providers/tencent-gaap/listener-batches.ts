import type { Listener } from "../../model/listener.js";
import type { CreateListenerInput } from "../../model/listener-inputs.js";
import { asProblem, ProblemError } from "../../model/problem-error.js";
import { readTime } from "../../model/times.js";
import { type Call, noting } from "../../transport/call.js";
import { reportFault } from "../../transport/report-fault.js";
import { NEW_ID, readBack, step, whenRehearsed } from "../kit/change-steps.js";
import { type Age, ageSince, createOnce } from "../kit/create-once.js";
import { whole } from "../kit/listing.js";
import { problemOr } from "../outcomes.js";
import type { CreateListenerCommand } from "../provider.js";
import * as api from "./api.js";
import type { Context, Fields } from "./client.js";
import { type ListenerPlace, nativeListener, toListener } from "./mapping.js";
import { allListeners, listenersByIds } from "./reads.js";
import { isLayer4 } from "./ref-keys.js";
import { createLayer4Request, isListenerAsSent, listenerAsSent } from "./requests.js";
import { listenerSettings } from "./settings.js";
import type { WireListener } from "./wire.js";

/**
 * Creates of TCP and UDP listeners, of which one call creates many, and what they share with creates of HTTP and HTTPS.
 */

type Outcome = Listener | ProblemError;

/** One command's part in a call. */
interface Slot {
  readonly index: number;
  readonly port: number;
  readonly realServerPort: number | null;
  /** The command's own. */
  readonly call: Call;
}

/** Commands that differ only in their ports: one call of CreateTCPListeners or CreateUDPListeners. */
interface Batch {
  readonly parentId: string;
  readonly protocol: "TCP" | "UDP";
  /** Everything but parent and ports. */
  readonly fields: Fields;
  readonly slots: readonly Slot[];
}

export const portOf = (input: CreateListenerInput) => input.portRanges[0]!.fromPort;

/** Refusals of a whole call that one of its ports, or their number, may have caused. */
const TOLD_BY_PORT: readonly string[] = ["PORT_CONFLICT", "INVALID_INPUT", "QUOTA_EXCEEDED"];

/** Creates those of the commands that are for TCP or UDP: results by the command's index. */
export async function createLayer4(
  context: Context,
  commands: readonly CreateListenerCommand[],
  call: Call,
): Promise<[number, Outcome][]> {
  const outcomes: [number, Outcome][] = [];
  // One call after the other: GAAP accepts one change per channel at a time.
  for (const batch of batchesOf(commands, call)) outcomes.push(...(await createBatch(context, batch, call)));
  return outcomes;
}

function batchesOf(commands: readonly CreateListenerCommand[], shared: Call): Batch[] {
  const batches: (Batch & { readonly slots: Slot[] })[] = [];
  const open = new Map<string, (typeof batches)[number]>();
  for (const [index, { parent, input, call = shared }] of commands.entries()) {
    const { protocol } = input;
    if (!isLayer4(protocol)) continue;
    const fields = createLayer4Request(input, protocol);
    const realServerPort = listenerSettings.in(input).realServerPort ?? null;
    const name = JSON.stringify([parent.key, protocol, fields, realServerPort === null]);
    const port = portOf(input);
    let batch = open.get(name);
    // A port that is named twice must be refused the second time, so it goes into a separate call.
    if (!batch || batch.slots.length === api.PORTS_PER_CREATE || batch.slots.some((slot) => slot.port === port)) {
      batch = { parentId: parent.key, protocol, fields, slots: [] };
      batches.push(batch);
      open.set(name, batch);
    }
    batch.slots.push({ index, port, realServerPort, call });
  }
  return batches;
}

/** Creates a batch; if it is refused as a whole, finds out which ports caused that and retries the others. */
async function createBatch(context: Context, batch: Batch, call: Call): Promise<[number, Outcome][]> {
  const { slots } = batch;
  try {
    return await sendBatch(context, batch, call);
  } catch (failure) {
    const error = asProblem(failure);
    const refuse = (refused: readonly Slot[]) => refused.map(({ index }): [number, Outcome] => [index, error]);
    if (slots.length === 1 || !TOLD_BY_PORT.includes(error.code)) return refuse(slots);
    const taken = error.code === "PORT_CONFLICT" ? await takenPorts(context, batch, call) : NO_PORTS;
    const refused = slots.filter(({ port }) => taken.has(port));
    const rest = slots.filter(({ port }) => !taken.has(port));
    const half = Math.ceil(rest.length / 2);
    // If reading does not tell, sending smaller parts does.
    const parts = refused.length > 0 ? [rest] : [rest.slice(0, half), rest.slice(half)];
    const outcomes = refuse(refused);
    for (const part of parts.filter(({ length }) => length > 0)) {
      outcomes.push(...(await createBatch(context, { ...batch, slots: part }, call)));
    }
    return outcomes;
  }
}

const NO_PORTS: ReadonlySet<number> = new Set();

/**
 * The ports that are already used; none when that cannot be read. TCP, HTTP and HTTPS share the ports of a parent; UDP
 * shares its own with HTTPS listeners that use HTTP/3.
 */
async function takenPorts(context: Context, { parentId, protocol }: Batch, call: Call): Promise<ReadonlySet<number>> {
  const rivals = protocol === "TCP" ? (["TCP", "HTTP", "HTTPS"] as const) : (["UDP", "HTTPS"] as const);
  const holds = (rival: Listener) =>
    protocol === "TCP" || rival.protocol === "UDP" || nativeListener(rival).http3Supported;
  try {
    const listeners = whole(await allListeners(context, parentId, { protocols: rivals }, call));
    return new Set(listeners.filter(holds).flatMap(({ portRanges }) => portRanges.map(({ fromPort }) => fromPort)));
  } catch (error) {
    reportFault(error, call);
    call.log.warn({ err: error, requestId: call.requestId }, "could not read which ports are taken");
    return NO_PORTS;
  }
}

async function sendBatch(context: Context, batch: Batch, call: Call): Promise<[number, Outcome][]> {
  const { parentId, protocol, fields, slots } = batch;
  const place = { parentId, protocol };
  const realServerPorts = slots.flatMap(({ realServerPort }) => realServerPort ?? []);
  const body = {
    ...api.parentFields(parentId),
    ...fields,
    Ports: slots.map(({ port }) => port),
    RealServerPorts: realServerPorts.length > 0 ? realServerPorts : undefined,
  };
  const sent = slots.map(({ port, realServerPort }) =>
    listenerAsSent({ ...fields, Port: port, RealServerPort: realServerPort }),
  );
  const noted = noting(call);
  const action = `Create${protocol}Listeners`;
  const description = `Open the ${protocol} listeners ${fields.ListenerName ?? ""} on the ports ${body.Ports.join(", ")}.`;
  const run = () => api.createLayer4Listeners(context, protocol, body, noted);
  const newIds = slots.map(() => NEW_ID);
  const attempt = () => step<readonly string[]>(noted, { action, description }, run, newIds);
  const { ids, listeners } = await createListenersOnce(context, { ...place, sent }, attempt, call);
  const reading = listeners.length > 0 ? Promise.resolve(listeners) : problemOr(readCreated(context, place, ids, call));
  return Promise.all(
    slots.map(async ({ index, port, call: own }): Promise<[number, Outcome]> => {
      // What the commands share was sent with the shared call, which keeps no record for each of them.
      if (own !== call) {
        own.made?.push(action);
        own.rehearsal?.steps.push({ action, description });
      }
      own.upstreamRequestIds?.push(...noted.upstreamRequestIds);
      const read = async () => {
        const created = await reading;
        if (created instanceof ProblemError) throw created;
        // The order of the ids is not documented; the port tells which is which.
        return created.find((listener) => listener.port === port);
      };
      const toModel = (created: WireListener) => toListener(created, context.account, place);
      return [index, await problemOr(readBack(null, ids.join(", "), read, own).then(toModel))];
    }),
  );
}

/**
 * The new listeners that can be found and read.
 * @throws ProblemError when there is none
 */
async function readCreated(context: Context, place: ListenerPlace, ids: readonly string[], call: Call) {
  const outcomes = [...(await listenersByIds(context, place, ids, call)).values()];
  const listeners = outcomes.filter((outcome) => !(outcome instanceof ProblemError)) as WireListener[];
  const problem = outcomes.find((outcome) => outcome instanceof ProblemError);
  if (listeners.length === 0 && problem instanceof ProblemError) throw problem;
  return listeners;
}

/** New listeners of one parent: as requested, one for each port. */
interface Wanted extends ListenerPlace {
  readonly sent: readonly WireListener[];
}

/** The result of a create: the ids in its answer, or the listeners that were found when its answer was lost. */
interface Created {
  readonly ids: readonly string[];
  readonly listeners: readonly WireListener[];
}

/**
 * GAAP has no idempotency token. But a port can be used only once: whether a create whose answer was lost was done
 * follows from the listeners on its ports.
 */
export function createListenersOnce(
  context: Context,
  { parentId, protocol, sent }: Wanted,
  attempt: () => Promise<readonly string[]>,
  call: Call,
): Promise<Created> {
  const ports = sent.map(({ port }) => port!);
  const startedAt = context.clock.now();
  const ours = ({ listeners }: Created): WireListener[] =>
    listeners.filter((found) => sent.some((one) => isListenerAsSent(one, found)));
  const ageOf = (created: Created): Age => {
    const ages = ours(created).map(({ createdAt }) => ageSince(startedAt, readTime(createdAt)));
    if (ages.every((age) => age === "old")) return "old";
    return ages.length === sent.length && ages.every((age) => age === "new") ? "new" : "unknown";
  };
  return createOnce<Created>(
    {
      attempt: async () => ({ ids: await attempt(), listeners: whenRehearsed(call, sent) ?? [] }),
      async find() {
        const which = { parentId, protocol, port: ports.length === 1 ? ports[0] : undefined };
        const there = whole(await api.describeListeners(context, which, call));
        const listeners = there.filter(({ port }) => port !== null && ports.includes(port));
        return listeners.length === 0 ? [] : [{ ids: listeners.map(({ id }) => id), listeners }];
      },
      idOf: ({ ids }) => ids.join(", "),
      isAsSent: (created) => ours(created).length > 0,
      ageOf,
      refusesSecond: true,
      what: `${protocol} listeners ${sent[0]?.name ? `named ${sent[0].name}` : "without a name"} on port ${ports.join(", ")} of ${parentId}`,
    },
    call,
  );
}
