import type { CreateListenerInput } from "../model/listener-inputs.js";
import type { CreateListenerPayload } from "../model/payloads.js";
import type { Call } from "../transport/call.js";
import type { ChangeRunner } from "./change-runner.js";
import { createListeners } from "./create-listeners.js";

export async function createListener(
  runner: ChangeRunner,
  call: Call,
  input: CreateListenerInput,
): Promise<CreateListenerPayload> {
  const [result] = await createListeners(runner, call, [input], () => ["input"]);
  return result!;
}
