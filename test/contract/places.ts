import type { Listener } from "../../src/model/listener.js";
import type { CreateListenerInput } from "../../src/model/listener-inputs.js";
import type { ListenerParent } from "../../src/model/listener-parent.js";
import type { Pool } from "../../src/model/pool.js";
import { coversPort } from "../../src/model/port-range.js";
import { ProblemError } from "../../src/model/problem-error.js";
import { listedUnder } from "../support/listed.js";
import { brokenRules, fitting, spareListenerFields, sparePoolFields } from "./inputs.js";
import { allParents, allPools, foundIn } from "./listing.js";
import type { Subject } from "./subject.js";

/** A parent for new listeners. */
export interface Place {
  readonly parent: ListenerParent;
  /** Ports that no listener of the parent has, lowest first. */
  readonly freePorts: readonly number[];
}

/** The port numbers of listeners that contract tests create. */
const FIRST_PORT = 21_000;
const PORTS = 50;

/** The parent with the fewest listeners among those that accept new ones. */
export async function placeFor(subject: Subject): Promise<Place> {
  const parents = await allParents(subject);
  const listeners = await subject.service.listenersOfParents(parents, subject.call());
  const places = parents
    .filter(({ status }) => status === "ACTIVE")
    .map((parent) => ({ parent, held: listedUnder(listeners, parent.ref.key) }))
    .filter(({ parent }) =>
      brokenRules(subject, "createListener", minimalListener(parent, FIRST_PORT), { parent }).every(
        ({ path }) => path?.[0] !== "parentId",
      ),
    )
    .sort((a, b) => a.held.length - b.held.length);
  const [place] = places;
  if (!place) throw new Error(`${subject.manifest.key}'s inventory has no parent that takes a listener.`);
  const { minPort, maxPort, reservedPorts } = subject.account.capabilities;
  const ports = Array.from({ length: PORTS }, (_, index) => FIRST_PORT + index).filter((port) => {
    const isTaken = place.held.some(({ portRanges }) => coversPort(portRanges, port));
    return port >= minPort && port <= maxPort && !isTaken && !reservedPorts.some((reserved) => reserved.port === port);
  });
  return { parent: place.parent, freePorts: ports };
}

function minimalListener(parent: ListenerParent, port: number, name = `contract-${port}`): CreateListenerInput {
  return { parentId: parent.id, name, protocol: "TCP", portRanges: [{ fromPort: port }] };
}

/** An input for a TCP listener that the cloud accepts. */
export function listenerInput(
  subject: Subject,
  parent: ListenerParent,
  port: number,
  name?: string,
): CreateListenerInput {
  return fitting(subject, "createListener", minimalListener(parent, port, name), spareListenerFields(subject), {
    parent,
  });
}

/** Creates listeners in one call. Fails the test unless all are created. */
export async function createListeners(
  subject: Subject,
  parent: ListenerParent,
  ...ports: number[]
): Promise<Listener[]> {
  const commands = ports.map((port) => ({ parent: parent.ref, input: listenerInput(subject, parent, port) }));
  const outcomes = await subject.service.createListeners(commands, subject.call());
  return outcomes.map((outcome) => {
    if (outcome instanceof ProblemError) throw outcome;
    return outcome;
  });
}

export async function createListener(subject: Subject, parent: ListenerParent, port: number): Promise<Listener> {
  const [listener] = await createListeners(subject, parent, port);
  return reread(subject, listener!);
}

/** The current state of the listener. Fails the test when it does not exist. */
export async function reread(subject: Subject, listener: Listener): Promise<Listener> {
  return foundIn(await subject.service.readListeners([listener.ref], subject.call()), listener.ref.key);
}

export async function rereadPool(subject: Subject, pool: Pool): Promise<Pool> {
  return foundIn(await subject.service.readPools([pool.ref], subject.call()), pool.ref.key);
}

/** The pool of a new listener: the implied one, or one that is created now. */
export async function poolFor(subject: Subject, listener: Listener, parent: ListenerParent): Promise<Pool> {
  if (subject.account.capabilities.hasExplicitPools) return createPool(subject, listener, parent);
  const pools = listedUnder(await subject.service.poolsOfListeners([listener], subject.call()), listener.ref.key);
  if (!pools[0]) throw new Error("A listener without explicit pools has an implied one.");
  return pools[0];
}

async function createPool(subject: Subject, listener: Listener, parent: ListenerParent): Promise<Pool> {
  const region = (await allPools(subject)).find((pool) => pool.region !== null)?.region ?? null;
  const needed = { listenerId: listener.id, name: "contract-pool" };
  const input = fitting(subject, "createPool", needed, sparePoolFields(subject, region), { listener });
  const pool = await subject.service.createPool({ input, listener, parent: parent.ref }, subject.call());
  return rereadPool(subject, pool);
}
