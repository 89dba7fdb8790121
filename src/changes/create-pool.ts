import type { AccessAction } from "../access/gate.js";
import type { Listener } from "../model/listener.js";
import type { CreatePoolPayload } from "../model/payloads.js";
import { CreatePoolInput } from "../model/pool-inputs.js";
import { ProblemError } from "../model/problem-error.js";
import { type ResourceRef, urnOf } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { oneOf } from "../providers/kit/keyed-reads.js";
import type { Call } from "../transport/call.js";
import { refuseOutOfBounds, touchedListener } from "./allowed.js";
import { awaitActive } from "./await-active.js";
import { brokenRules } from "./broken-rules.js";
import { accountOf, type ChangeRunner, refuseIf, type Target } from "./change-runner.js";
import { checkInput } from "./check-input.js";
import { differencesBetween } from "./differences.js";
import { ChangeRefused, inputProblem } from "./problems.js";
import { readParent, refuseIfStopped } from "./read-parent.js";
import { againBy, listenerTarget, parentTarget, poolReader } from "./readers.js";
import { recorded } from "./recorded.js";
import { settle } from "./settle.js";
import { nothingSentYet, underway } from "./underway.js";

const ROOT = ["input"];
const onListener: Target = { ...listenerTarget, member: "listenerId" };

export async function createPool(
  runner: ChangeRunner,
  incoming: Call,
  input: CreatePoolInput,
): Promise<CreatePoolPayload> {
  const asked = { action: "CREATE_POOL", input, root: ROOT, readAgain: againBy(poolReader) } as const;
  const { value, ...told } = await settle(runner, incoming, asked, async (call, tell) => {
    const action = call.rehearsal ? "plan" : "change";
    const { connected, listenerRef, parentRef } = place(runner, input, action);
    refuseIf(brokenRules(connected, "createPool", input, ROOT));
    const readAt = runner.clock.now();
    const listener = listenerRef ? await readListener(connected, listenerRef, call) : null;
    const parent = parentRef ?? listener?.parentRef;
    if (!parent)
      throw new ChangeRefused([
        inputProblem(
          [...ROOT, "parentId"],
          "The parent of this listener is unknown; give parentId as well.",
          "INVALID_INPUT",
          "parentId",
        ),
      ]);
    const path = [...ROOT, listener ? onListener.member : parentTarget.member];
    const touched = listener ? touchedListener(listener) : { parent: parent.key };
    const wished = { kind: "CREATE_POOL", input, parentUrn: urnOf(parent), targetUrn: null } as const;
    refuseOutOfBounds(runner, connected, action, path, [touched], wished);
    if (listener) refuseIf(brokenRules(connected, "createPool", input, ROOT, { listener }));
    if (listener?.parentRef && urnOf(listener.parentRef) !== urnOf(parent)) {
      throw new ChangeRefused([
        inputProblem(
          [...ROOT, "parentId"],
          "The listener belongs to another load balancer or accelerator. Omit parentId.",
        ),
      ]);
    }
    refuseIfStopped(await readParent(connected, parent, call), [input.parentId == null ? "listenerId" : "parentId"]);
    const described = { action: "CREATE_POOL", connected, targetUrn: null, input, readAt, root: ROOT } as const;
    const pool = await recorded(
      runner,
      call,
      { ...described, parentUrn: urnOf(parent) },
      {
        check: async () => undefined,
        make: (entry) => {
          const differences = differencesBetween(null, input);
          entry.found(null, differences);
          tell(differences);
          return underway(runner, call, ROOT, entry, (change) =>
            connected.service.createPool({ input, listener, parent }, change),
          );
        },
      },
    );
    return pool && !call.rehearsal
      ? awaitActive(runner, call, connected, pool, poolReader, input.waitUntilActive)
      : null;
  });
  return { pool: value, ...told };
}

interface Place {
  readonly connected: ConnectedAccount;
  readonly listenerRef: ResourceRef | null;
  readonly parentRef: ResourceRef | null;
}

/** The listener or parent of the pool, from the ids alone. */
function place(runner: ChangeRunner, input: CreatePoolInput, action: AccessAction): Place {
  const wished = { kind: "CREATE_POOL", input } as const;
  const named = [
    { id: input.listenerId, target: onListener },
    { id: input.parentId, target: parentTarget },
  ].map(({ id, target }) => (id == null ? null : accountOf(runner, id, target, ROOT, action, wished)));
  const [listener, parent] = named.map((found) => (found && "connected" in found ? found : null));
  const unknown = named.flatMap((found) => (found && !("connected" in found) ? [found] : []));
  const connected = listener?.connected ?? parent?.connected;
  if (unknown.length > 0 || !connected) {
    const told = new Set(unknown.map(({ path }) => path?.join(".")));
    throw new ChangeRefused([
      ...unknown,
      ...checkInput(CreatePoolInput, input, ROOT).filter(({ path }) => !told.has(path?.join("."))),
    ]);
  }
  if (listener && parent && listener.connected !== parent.connected) {
    throw new ChangeRefused([
      inputProblem(
        [...ROOT, "parentId"],
        "The listener and the parent are in different accounts.",
        "INVALID_INPUT",
        "parentId",
      ),
    ]);
  }
  return { connected, listenerRef: listener?.ref ?? null, parentRef: parent?.ref ?? null };
}

async function readListener({ service, account }: ConnectedAccount, ref: ResourceRef, call: Call): Promise<Listener> {
  const listener = oneOf(await nothingSentYet(service.readListeners([ref], call)), ref.key);
  if (listener) return listener;
  throw new ProblemError({
    code: "NOT_FOUND",
    path: ["listenerId"],
    provider: account.provider,
    message: "This listener does not exist; it may have been deleted.",
  });
}
