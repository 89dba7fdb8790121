import { portsOf } from "../model/generic-rules.js";
import type { Listener } from "../model/listener.js";
import type { UpdateListenerInput } from "../model/listener-inputs.js";
import type { UpdateListenerPayload } from "../model/payloads.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { Call } from "../transport/call.js";
import { wantedListener } from "./allowed.js";
import { awaitActive } from "./await-active.js";
import { type ChangeRunner, changeExisting, refuseIf } from "./change-runner.js";
import { explainConflicts, plannedConflicts } from "./port-conflict.js";
import { againBy, listenerComparison, listenerReader } from "./readers.js";
import { settle } from "./settle.js";
import { changesNothing } from "./what-differs.js";

/** Changes the fields that the input names. If none of them differs, returns the listener unchanged. */
export async function updateListener(
  runner: ChangeRunner,
  call: Call,
  input: UpdateListenerInput,
): Promise<UpdateListenerPayload> {
  let changed: { connected: ConnectedAccount; listener: Listener; asked: UpdateListenerInput } | undefined;
  const asked = { action: "UPDATE_LISTENER", input, root: ["input"], readAgain: againBy(listenerReader) } as const;
  const { value, ...told } = await settle(runner, call, asked, async (noted, tell) => {
    const after = await changeExisting(runner, noted, {
      kind: "UPDATE_LISTENER",
      id: input.id,
      ifMatch: input.ifMatch,
      input,
      change: "updateListener",
      reader: listenerReader,
      comparison: listenerComparison,
      tell,
      wanted: (listener) => wantedListener(input, listener),
      stateOf: (listener) => ({ listener }),
      run: async (connected, listener, asked, steps) => {
        changed = { connected, listener, asked };
        return changesNothing(asked) ? listener : connected.service.updateListener(listener, asked, steps);
      },
    });
    if (!noted.rehearsal || !changed) return after;
    const { connected, listener, asked } = changed;
    const wanted = wantedPorts(input, listener);
    if (asked.portRanges || asked.protocol)
      refuseIf(await plannedConflicts(connected, listener.parentRef, wanted, ["input"], noted));
    return listener;
  });
  if (told.plan) return { listener: value, ...told };
  if (value && changed && told.problems.length === 0) {
    const settled = await awaitActive(runner, call, changed.connected, value, listenerReader, input.waitUntilActive);
    return { listener: settled, ...told };
  }
  if (!changed) return { listener: value, ...told };
  const { listener } = changed;
  const wanted = wantedPorts(input, listener);
  const explained = await explainConflicts(told.problems, changed.connected, listener.parentRef, wanted, call);
  return { listener: value, ...told, problems: explained };
}

const wantedPorts = ({ protocol, portRanges }: UpdateListenerInput, listener: Listener) => ({
  protocol: protocol ?? listener.protocol,
  ports: portRanges?.map(portsOf) ?? listener.portRanges,
  by: listener.ref,
});
