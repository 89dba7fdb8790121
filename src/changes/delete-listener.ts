import type { DeleteListenerInput } from "../model/listener-inputs.js";
import type { DeleteListenerPayload } from "../model/payloads.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { Call } from "../transport/call.js";
import { awaitGone } from "./await-active.js";
import { type ChangeRunner, changeExisting } from "./change-runner.js";
import { runUnread } from "./delete-unread.js";
import { differencesOfDeletion } from "./differences.js";
import { listenerReader } from "./readers.js";
import { settle } from "./settle.js";

export async function deleteListener(
  runner: ChangeRunner,
  call: Call,
  input: DeleteListenerInput,
): Promise<DeleteListenerPayload> {
  const asked = { action: "DELETE_LISTENER", input, root: ["input"], readAgain: async () => input.id } as const;
  let deleted: { connected: ConnectedAccount; ref: ResourceRef } | undefined;
  const { value, ...told } = await settle(runner, call, asked, (noted, tell) =>
    changeExisting(runner, noted, {
      kind: "DELETE_LISTENER",
      id: input.id,
      ifMatch: input.ifMatch,
      input,
      action: "delete",
      reader: listenerReader,
      differences: differencesOfDeletion,
      tell,
      run: async (connected, listener, _input, steps) => {
        await connected.service.deleteListener(listener, { cascade: input.cascade ?? false }, steps);
        deleted = { connected, ref: listener.ref };
        return listener.id;
      },
      // Without its fields, neither its dependents nor its identity can be checked.
      ...(input.cascade || input.ifMatch != null ? {} : { runUnread }),
    }),
  );
  const isDeleted = told.problems.length === 0 && !told.plan;
  if (isDeleted && deleted && input.waitUntilGone) await awaitGone(runner, call, deleted, listenerReader);
  return { deletedListenerId: isDeleted ? value : null, ...told };
}
