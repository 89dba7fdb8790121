import type { TlsSettingsInput } from "../../model/inputs-shared.js";
import type { Listener } from "../../model/listener.js";
import type { UpdateListenerInput } from "../../model/listener-inputs.js";
import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import { NEW_ID, readBack, settled, step, whenRehearsed } from "../kit/change-steps.js";
import { isEmpty } from "../kit/wire-body.js";
import { problemOr } from "../outcomes.js";
import type { CreateListenerCommand, ListenerChanges } from "../provider.js";
import * as api from "./api.js";
import { deleteListener } from "./cascades.js";
import type { Context, Fields } from "./client.js";
import { unlessClosed } from "./lasting-states.js";
import { createLayer4, createListenersOnce, portOf } from "./listener-batches.js";
import { type ListenerPlace, nativeListener, RUNNING, toListener } from "./mapping.js";
import { listenerById } from "./reads.js";
import { isGroup, isLayer4, parentIdOf, protocolIn } from "./ref-keys.js";
import { createLayer7Request, listenerAsSent, updateListenerRequest } from "./requests.js";
import type { WireListener } from "./wire.js";

export function listenerChangesOf(context: Context): ListenerChanges {
  return {
    async createListeners(commands, call) {
      const outcomes: (Listener | ProblemError)[] = new Array(commands.length);
      const own = unlessClosed(context, commands[0]?.parent.key ?? "");
      for (const [index, outcome] of await createLayer4(own, commands, call)) outcomes[index] = outcome;
      for (const [index, command] of commands.entries()) {
        if (!isLayer4(command.input.protocol)) outcomes[index] = await problemOr(createLayer7(own, command, call));
      }
      return outcomes;
    },
    updateListener: (listener, input, call) =>
      updateListener(unlessClosed(context, parentIdOf(listener.ref)), listener, input, call),
    deleteListener: ({ nativeId, ref }, { cascade }, call) =>
      deleteListener(unlessClosed(context, parentIdOf(ref)), { ...placeOf(ref), listenerId: nativeId }, cascade, call),
  };
}

/** Where a listener is; refs of listeners that were read contain the protocol. */
export const placeOf = (ref: Listener["ref"]): ListenerPlace => ({
  parentId: parentIdOf(ref),
  protocol: protocolIn(ref.hint) ?? "TCP",
});

async function createLayer7(
  context: Context,
  { parent, input, call: own }: CreateListenerCommand,
  shared: Call,
): Promise<Listener> {
  const call = own ?? shared;
  const protocol = input.protocol === "HTTP" ? "HTTP" : "HTTPS";
  const place = { parentId: parent.key, protocol } as const;
  const { tls } = input;
  const choosesTls = Boolean(tls?.versions || tls?.policy);
  if (choosesTls) await refuseUnlessGroupTakesTls(context, parent.key, call);
  const fields = { ...createLayer7Request(input, protocol), Port: portOf(input) };
  const body = { ...api.parentFields(parent.key), ...fields };
  const description = `Open the ${protocol} listener ${input.name ?? ""} on port ${fields.Port}.`;
  const run = async () => [await api.createLayer7Listener(context, protocol, body, call)];
  const attempt = () => step(call, { action: `Create${protocol}Listener`, description }, run, [NEW_ID]);
  const wanted = { ...place, sent: [listenerAsSent(fields)] };
  const created = await createListenersOnce(context, wanted, attempt, call);
  const id = created.ids[0]!;
  const read = () => listenerById(context, place, id, call);
  const shown = (wire: WireListener) => toListener(wire, context.account, place);
  call.exists?.(shown(created.listeners[0] ?? listenerAsSent(fields, id)));
  const wire = created.listeners[0] ?? (await readBack(null, id, read, call));
  call.exists?.(shown(wire));
  return shown(tls && choosesTls ? await setTls(context, wire, tls, read, call) : wire);
}

async function updateListener(
  context: Context,
  listener: Listener,
  input: UpdateListenerInput,
  call: Call,
): Promise<Listener> {
  const place = placeOf(listener.ref);
  const read = () => listenerById(context, place, listener.nativeId, call);
  const isChanged = await modifyListener(context, listener, updateListenerRequest(listener, input), call);
  let wire = isChanged ? await readBack(null, listener.nativeId, read, call) : nativeListener(listener);
  const { tls } = input;
  if (tls?.versions || tls?.policy) wire = await setTls(context, wire, tls, read, call);
  return toListener(wire, context.account, place);
}

/** Sends the changes of a listener's attributes, if there are any. */
export async function modifyListener(
  context: Context,
  { nativeId, ref }: Pick<Listener, "nativeId" | "ref">,
  fields: Fields,
  call: Call,
): Promise<boolean> {
  if (isEmpty(fields)) return false;
  const { parentId, protocol } = placeOf(ref);
  // The operations for HTTP and HTTPS have no field for a group.
  const parent = isGroup(parentId) && !isLayer4(protocol) ? {} : api.parentFields(parentId);
  const run = () => api.modifyListener(context, protocol, { ListenerId: nativeId, ...parent, ...fields }, call);
  const description = `Change the listener ${nativeId}.`;
  await step(call, { action: `Modify${protocol}ListenerAttribute`, description }, run, undefined);
  return true;
}

/** The cloud's default. Source: SetTlsVersion, TLSCiphers. */
const DEFAULT_CIPHERS = "GAAP_TLS_CIPHERS_WIDE";

/**
 * For channels, the rules know this from the list; only a group's details contain it. Checked before anything is
 * created.
 */
async function refuseUnlessGroupTakesTls(context: Context, parentId: string, call: Call): Promise<void> {
  if (!isGroup(parentId)) return;
  const { tlsChoiceSupported } = await api.describeProxyGroup(context, parentId, call);
  if (tlsChoiceSupported !== false) return;
  throw new ProblemError({
    code: "UNSUPPORTED",
    path: ["tls", "versions"],
    provider: context.account.provider,
    message: "TLS versions and policies cannot be chosen on this channel group. Omit them.",
  });
}

/**
 * Sets versions and cipher set of an HTTPS listener, which neither create nor modify can, as soon as the listener has
 * settled. An omitted one keeps its value. Returns the listener as it is then.
 */
async function setTls(
  context: Context,
  current: WireListener,
  { versions, policy }: TlsSettingsInput,
  read: () => Promise<WireListener | null>,
  call: Call,
): Promise<WireListener> {
  const { id } = current;
  const isSettled = ({ status }: WireListener) => status === RUNNING;
  const ready = isSettled(current)
    ? current
    : await settled(
        context,
        "the listener is still being created",
        () => readBack(null, id, read, call),
        isSettled,
        call,
        current,
      );
  const fields = {
    ListenerId: id,
    TLSSupportVersion: versions ?? ready.tlsVersions,
    TLSCiphers: policy ?? ready.tlsCiphers ?? DEFAULT_CIPHERS,
  };
  const description = `Set the TLS versions and ciphers of the listener ${id}.`;
  await step(call, { action: "SetTlsVersion", description }, () => api.setTlsVersion(context, fields, call), undefined);
  return readBack(whenRehearsed(call, ready), id, read, call);
}
