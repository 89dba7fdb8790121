import type { DeleteListenerInput } from "../model/listener-inputs.js";
import type { DeleteListenerPayload } from "../model/payloads.js";
import type { Call } from "../transport/call.js";
import { type ChangeRunner, changeExisting, settle } from "./change-runner.js";
import { runUnread } from "./delete-unread.js";
import { differencesOfDeletion } from "./differences.js";
import { listenerReader } from "./readers.js";

export async function deleteListener(
  runner: ChangeRunner,
  call: Call,
  input: DeleteListenerInput,
): Promise<DeleteListenerPayload> {
  const asked = { action: "DELETE_LISTENER", input, root: ["input"], readAgain: async () => input.id } as const;
  const { value, ...told } = await settle(runner, call, asked, (noted, tell) =>
    changeExisting(runner, noted, {
      kind: "DELETE_LISTENER",
      id: input.id,
      ifMatch: input.ifMatch,
      input,
      action: "delete",
      reader: listenerReader,
      run: async ({ service }, listener, _input, steps) => {
        await service.deleteListener(listener, { cascade: input.cascade ?? false }, steps);
        tell(differencesOfDeletion(listener, ["name", "protocol", "portRanges"]));
        return listener.id;
      },
      // Without its fields nobody can tell what hangs on it, or whether it is the one that was read.
      ...(input.cascade || input.ifMatch != null ? {} : { runUnread }),
    }),
  );
  const isDeleted = told.problems.length === 0 && !told.plan;
  return { deletedListenerId: isDeleted ? value : null, ...told };
}
