import type { Listener } from "../../model/listener.js";
import type { CreateListenerInput } from "../../model/listener-inputs.js";
import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import { createOnce } from "../../transport/create-once.js";
import { oneOf } from "../kit/keyed-reads.js";
import { whole } from "../kit/listing.js";
import { problemOr } from "../outcomes.js";
import type { CreateListenerCommand } from "../provider.js";
import * as api from "./api.js";
import { type Gaap, laterStep, readBack } from "./context.js";
import { isLayer4, listenerOf, wireListenerOf } from "./mapping.js";
import { allListeners, readWireListeners } from "./reads.js";
import { type Fields, layer4CreateFields, layer7CreateFields, listenerSettingsIn, nameOf } from "./request-bodies.js";
import { refuseUnlessGroupTakesTls, setTls } from "./tls.js";
import type { WireListener } from "./wire-types.js";

type Outcome = Listener | ProblemError;

/** One command's part in a call. */
interface Slot {
  readonly index: number;
  readonly port: number;
  readonly realServerPort: number | null;
}

/** Commands that differ in nothing but their ports: one call of CreateTCPListeners or CreateUDPListeners. */
interface Batch {
  readonly parentId: string;
  readonly protocol: "TCP" | "UDP";
  /** Everything but parent and ports. */
  readonly fields: Fields;
  readonly slots: readonly Slot[];
}

/** How far two clocks may be apart: the cloud refuses signatures that are off by more. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

const portOf = (input: CreateListenerInput) => input.portRanges[0]!.fromPort;

/** Refusals of a whole call for which one of its ports, or their number, may be to blame. */
const TOLD_BY_PORT: readonly string[] = ["PORT_CONFLICT", "INVALID_INPUT", "QUOTA_EXCEEDED"];

/** One outcome per command, in their order. One call after the other: GAAP takes one change per channel at a time. */
export async function createListeners(
  gaap: Gaap,
  commands: readonly CreateListenerCommand[],
  call: Call,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = new Array(commands.length);
  for (const batch of batchesOf(commands)) {
    for (const [index, outcome] of await createBatch(gaap, batch, call)) outcomes[index] = outcome;
  }
  for (const [index, { parent, input }] of commands.entries()) {
    if (!isLayer4(input.protocol)) outcomes[index] = await problemOr(createLayer7(gaap, parent.key, input, call));
  }
  return outcomes;
}

function batchesOf(commands: readonly CreateListenerCommand[]): Batch[] {
  const batches: (Batch & { readonly slots: Slot[] })[] = [];
  const open = new Map<string, (typeof batches)[number]>();
  for (const [index, { parent, input }] of commands.entries()) {
    const { protocol } = input;
    if (!isLayer4(protocol)) continue;
    const fields = layer4CreateFields(input, protocol);
    const realServerPort = listenerSettingsIn(input).realServerPort ?? null;
    const name = JSON.stringify([parent.key, protocol, fields, realServerPort === null]);
    const port = portOf(input);
    let batch = open.get(name);
    // A port that is named twice must be refused the second time, so it goes into a call of its own.
    if (!batch || batch.slots.length === api.PORTS_PER_CREATE || batch.slots.some((slot) => slot.port === port)) {
      batch = { parentId: parent.key, protocol, fields, slots: [] };
      batches.push(batch);
      open.set(name, batch);
    }
    batch.slots.push({ index, port, realServerPort });
  }
  return batches;
}

/** Creates a batch; when it is refused as a whole, finds out which ports are to blame and sends the others again. */
async function createBatch(gaap: Gaap, batch: Batch, call: Call): Promise<[number, Outcome][]> {
  const { slots } = batch;
  try {
    return await sendBatch(gaap, batch, call);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const refuse = (refused: readonly Slot[]) => refused.map(({ index }): [number, Outcome] => [index, error]);
    if (slots.length === 1 || !TOLD_BY_PORT.includes(error.code)) return refuse(slots);
    const taken = error.code === "PORT_CONFLICT" ? await takenPorts(gaap, batch, call) : NO_PORTS;
    const refused = slots.filter(({ port }) => taken.has(port));
    const rest = slots.filter(({ port }) => !taken.has(port));
    const half = Math.ceil(rest.length / 2);
    // Where reading does not tell, sending smaller parts does.
    const parts = refused.length > 0 ? [rest] : [rest.slice(0, half), rest.slice(half)];
    const outcomes = refuse(refused);
    for (const part of parts.filter(({ length }) => length > 0)) {
      outcomes.push(...(await createBatch(gaap, { ...batch, slots: part }, call)));
    }
    return outcomes;
  }
}

const NO_PORTS: ReadonlySet<number> = new Set();

/**
 * The ports that are taken already; none when that cannot be read. TCP, HTTP and HTTPS share the ports of a parent; UDP
 * shares its own with HTTPS that speaks HTTP/3.
 */
async function takenPorts(gaap: Gaap, { parentId, protocol }: Batch, call: Call): Promise<ReadonlySet<number>> {
  const rivals = protocol === "TCP" ? (["TCP", "HTTP", "HTTPS"] as const) : (["UDP", "HTTPS"] as const);
  const holds = (rival: WireListener) => protocol === "TCP" || rival.Protocol === "UDP" || rival.https?.Http3Supported;
  try {
    const listeners = whole(await allListeners(gaap, parentId, { protocols: rivals }, call)).map(wireListenerOf);
    return new Set(listeners.filter(holds).map(({ Port }) => Port));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    call.log.warn({ err: error, requestId: call.requestId }, "could not read which ports are taken");
    return NO_PORTS;
  }
}

async function sendBatch(gaap: Gaap, batch: Batch, call: Call): Promise<[number, Outcome][]> {
  const { parentId, protocol, fields, slots } = batch;
  const ports = slots.map(({ port }) => port);
  const realServerPorts = slots.flatMap(({ realServerPort }) => realServerPort ?? []);
  const body = {
    ...api.parentFields(parentId),
    ...fields,
    Ports: ports,
    RealServerPorts: realServerPorts.length > 0 ? realServerPorts : undefined,
  };
  const attempt = () => api.createLayer4Listeners(gaap.client, protocol, body, call);
  const ids = await createOnlyOnce(gaap, { parentId, protocol, name: fields.ListenerName, ports }, attempt, call);
  const done = `The cloud has created ${protocol} listeners on ${ports.join(", ")}`;
  const created = await problemOr(
    readBack(done, async () => {
      const wires = await readWireListeners(gaap, { parentId, protocol }, ids, call);
      return ids.flatMap((id) => oneOf(wires, id) ?? []);
    }),
  );
  if (created instanceof ProblemError) return slots.map(({ index }): [number, Outcome] => [index, created]);
  return slots.map(({ index, port }): [number, Outcome] => {
    // The order of the ids is not documented; the port tells which is which.
    const wire = created.find((listener) => listener.Port === port);
    const message = `${done}, but the one on port ${port} cannot be found now.`;
    return [
      index,
      wire ? listenerOf(wire, parentId, gaap.account) : new ProblemError({ code: "OUTCOME_UNKNOWN", message }),
    ];
  });
}

interface Wanted extends api.ListenersOf {
  readonly name: unknown;
  readonly ports: readonly number[];
}

/**
 * GAAP has no token against creating twice. But a port can be taken only once: whether a create whose answer was lost
 * was done, the listeners on its ports say. Ours have our name and are as young as the attempt.
 */
function createOnlyOnce(gaap: Gaap, wanted: Wanted, attempt: () => Promise<string[]>, call: Call): Promise<string[]> {
  const { parentId, protocol, name, ports } = wanted;
  const since = gaap.clock.now() - CLOCK_TOLERANCE_MS;
  const isOurs = ({ ListenerName, CreateTime }: WireListener) =>
    ListenerName === name && (CreateTime === null || CreateTime * 1000 >= since);
  const find = async () => {
    const port = ports.length === 1 ? ports[0] : undefined;
    const there = await api.describeListeners(gaap.client, { parentId, protocol, port }, call);
    const ours = whole(there).filter((listener) => ports.includes(listener.Port) && isOurs(listener));
    if (ours.length === 0) return null;
    return ours.length === ports.length ? ours.map(({ ListenerId }) => ListenerId) : ("unclear" as const);
  };
  const what = `${protocol} listeners named ${String(name)} on port ${ports.join(", ")} of ${parentId}`;
  return createOnce({ attempt, find, what }, call);
}

async function createLayer7(gaap: Gaap, parentId: string, input: CreateListenerInput, call: Call): Promise<Listener> {
  const protocol = input.protocol as "HTTP" | "HTTPS";
  const choosesTls = Boolean(input.tls?.versions || input.tls?.policy);
  if (choosesTls) await refuseUnlessGroupTakesTls(gaap, parentId, call);
  const fields = { ...api.parentFields(parentId), ...layer7CreateFields(input, protocol) };
  const wanted = { parentId, protocol, name: nameOf(input), ports: [portOf(input)] };
  const attempt = async () => [await api.createLayer7Listener(gaap.client, protocol, fields, call)];
  const [id] = await createOnlyOnce(gaap, wanted, attempt, call);
  const done = `The listener ${id} was created`;
  const read = async () => oneOf(await readWireListeners(gaap, { parentId, protocol }, [id!], call), id!);
  let wire = await readBack(done, read);
  const { tls } = input;
  if (tls && choosesTls) wire = await laterStep(done, () => setTls(gaap, wire, tls, read, call));
  return listenerOf(wire, parentId, gaap.account);
}
