import type { Listener } from "../../model/listener.js";
import type { UpdateListenerInput } from "../../model/listener-inputs.js";
import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import { oneOf } from "../kit/keyed-reads.js";
import type { DeleteOptions } from "../provider.js";
import * as api from "./api.js";
import { type Gaap, laterStep, readBack, unlessGone } from "./context.js";
import { isGroup } from "./keys.js";
import { isLayer4, listenerOf, parentIdOf, wireListenerOf } from "./mapping.js";
import { readWireListeners } from "./reads.js";
import { type Fields, hasFields, listenerModifyFields } from "./request-bodies.js";
import { setTls } from "./tls.js";

/** The parent's fields in a Modify operation: those for HTTP and HTTPS have none for a group. */
const parentFieldsFor = ({ protocol }: Listener, parentId: string): Fields =>
  isGroup(parentId) && !isLayer4(protocol) ? {} : api.parentFields(parentId);

/** Reads one listener of known parent and protocol. */
export async function readAgain(gaap: Gaap, { ref, protocol, nativeId }: Listener, call: Call) {
  const parentId = parentIdOf(ref);
  return oneOf(await readWireListeners(gaap, { parentId, protocol }, [nativeId], call), nativeId);
}

/** Sends what changes of a listener's attributes, if anything does. */
export async function modifyAttributes(gaap: Gaap, listener: Listener, fields: Fields, call: Call): Promise<boolean> {
  if (!hasFields(fields)) return false;
  const parent = parentFieldsFor(listener, parentIdOf(listener.ref));
  const body = { ListenerId: listener.nativeId, ...parent, ...fields };
  await api.modifyListener(gaap.client, listener.protocol, body, call);
  return true;
}

export async function updateListener(
  gaap: Gaap,
  listener: Listener,
  input: UpdateListenerInput,
  call: Call,
): Promise<Listener> {
  const done = `The listener ${listener.nativeId} was changed`;
  const read = () => readAgain(gaap, listener, call);
  const isChanged = await modifyAttributes(gaap, listener, listenerModifyFields(input, listener.protocol), call);
  let wire = isChanged ? await readBack(done, read) : wireListenerOf(listener);
  if (input.tls?.versions || input.tls?.policy) {
    const { tls } = input;
    const set = () => setTls(gaap, wire, tls, read, call);
    wire = isChanged ? await laterStep(done, set) : await set();
  }
  return listenerOf(wire, parentIdOf(listener.ref), gaap.account);
}

const inUse = (message: string) => new ProblemError({ code: "RESOURCE_IN_USE", message });

/** Deletes a listener. With `cascade` the cloud itself takes away domains, rules and bindings (Force 1). */
export async function deleteListener(
  gaap: Gaap,
  listener: Listener,
  { cascade }: DeleteOptions,
  call: Call,
): Promise<void> {
  const { nativeId, protocol, ref } = listener;
  if (!cascade && !isLayer4(protocol)) {
    // Force 0 minds bound real servers only; domains and rules without any would be taken away silently.
    const domains = await unlessGone(api.describeRules(gaap.client, nativeId, call), []);
    if (domains.length > 0) {
      const names = domains.map(({ Domain }) => Domain).join(", ");
      throw inUse(`The listener still has rules for ${names}. Delete its pools first, or ask for cascade.`);
    }
  }
  const deleting = api.deleteListener(gaap.client, parentIdOf(ref), nativeId, cascade, call);
  // Gone already, on every way the cloud says so: the error, or the set of ids that it does not know.
  const answer = await unlessGone(deleting, null);
  if (!answer?.failed.includes(nativeId)) return;
  if (!cascade) throw inUse("The listener still has real servers. Empty its pool first, or ask for cascade.");
  throw new ProblemError({
    code: "PROVIDER_REJECTED",
    message: `The cloud did not delete the listener ${nativeId} and says no more.`,
  });
}
