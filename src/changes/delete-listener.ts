import type { DeleteListenerInput } from "../model/listener-inputs.js";
import type { DeleteListenerPayload } from "../model/payloads.js";
import type { Call } from "../transport/call.js";
import { type ChangeRunner, changeExisting, settle } from "./change-runner.js";
import { listenerReader } from "./readers.js";

export async function deleteListener(
  runner: ChangeRunner,
  call: Call,
  input: DeleteListenerInput,
): Promise<DeleteListenerPayload> {
  const { value, problems } = await settle(["input"], () =>
    changeExisting(runner, call, {
      id: input.id,
      ifMatch: input.ifMatch,
      input,
      reader: listenerReader,
      run: async ({ service }, listener, steps) => {
        await service.deleteListener(listener, { cascade: input.cascade }, steps);
        return listener.id;
      },
    }),
  );
  return { deletedListenerId: value, problems };
}
