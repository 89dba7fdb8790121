import type { Listener } from "../../model/listener.js";
import type { UpdateListenerInput } from "../../model/listener-inputs.js";
import { normalisePortRanges, type Ports } from "../../model/port-range.js";
import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import type { CloudClient } from "../../transport/cloud-client.js";
import { createOnce } from "../../transport/create-once.js";
import { allOf } from "../kit/listing.js";
import { allDone, halfDone, unlessMissing } from "../outcomes.js";
import type { CreateListenerCommand, DeleteOptions, ProviderService } from "../provider.js";
import { create, createTags, deleteTags, ENDPOINT_GROUPS, LISTENERS, listAll, remove, show, update } from "./api.js";
import { toListener } from "./mapping.js";
import { emptyGroup } from "./pool-changes.js";
import { isEmpty, listenerBody, listenerChanges, tagChanges } from "./request-bodies.js";
import { type Changing, isNewerThan, refuseBroken, untilGone } from "./steps.js";
import type { GaListener } from "./wire-types.js";

/** Changes of listeners. */

type ListenerChanges = Pick<ProviderService, "createListeners" | "updateListener" | "deleteListener">;

export function listenerChangesOf(changing: Changing): ListenerChanges {
  const { client, account } = changing;
  return {
    /** One after the other: the cloud has no call for several, and refuses what meets an unfinished change. */
    async createListeners(commands, call) {
      const outcomes: (Listener | ProblemError)[] = [];
      for (const command of commands) {
        outcomes.push(await createListener(changing, command, call).catch(problemOnly));
      }
      return outcomes;
    },

    async updateListener(listener, input, call) {
      const before = listener.native as GaListener;
      refuseBroken(before, "listener");
      const body = listenerChanges(input);
      const changed = isEmpty(body) ? before : await update(client, LISTENERS, listener.nativeId, body, call);
      const tagsChanged = await changeTags(client, before, input.tags, call).catch((error: unknown) => {
        throw isEmpty(body) ? error : halfDone(error, "The listener was changed, but its tags were not.");
      });
      return toListener(account, tagsChanged ? await show(client, LISTENERS, listener.nativeId, call) : changed);
    },

    async deleteListener(listener, { cascade }: DeleteOptions, call) {
      if (cascade) await deleteGroups(changing, listener.nativeId, call);
      await unlessMissing(remove(client, LISTENERS, listener.nativeId, call));
    },
  };
}

function problemOnly(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  throw error;
}

async function createListener(
  { client, account, clock }: Changing,
  command: CreateListenerCommand,
  call: Call,
): Promise<Listener> {
  const body = listenerBody(command);
  const { name, protocol, port_ranges } = body as { name: string; protocol: string; port_ranges: WireRange[] };
  const ports = port_ranges.map(({ from_port, to_port }) => ({ fromPort: from_port, toPort: to_port }));
  const startedAt = clock.now();
  const wire = await createOnce<GaListener>(
    {
      attempt: () => create(client, LISTENERS, body, call),
      async find() {
        const namesakes = await allOf(listAll(client, LISTENERS, { accelerator_id: command.parent.key, name }, call));
        const [found, ...others] = namesakes.filter(
          (one) =>
            one.name === name &&
            one.protocol === protocol &&
            one.status !== "DELETING" &&
            samePorts(one.portRanges, ports) &&
            isNewerThan(one, startedAt),
        );
        return others.length > 0 ? "unclear" : (found ?? null);
      },
      what: `a listener named ${name} on the accelerator ${command.parent.key}`,
    },
    call,
  );
  return toListener(account, wire);
}

interface WireRange {
  readonly from_port: number;
  readonly to_port: number;
}

function samePorts(left: readonly Ports[], right: readonly Ports[]): boolean {
  return JSON.stringify(normalisePortRanges(left)) === JSON.stringify(normalisePortRanges(right));
}

/**
 * Brings the tags to the wanted ones; says whether that took a change. What goes is taken away first: whether writing a
 * key that is there replaces its value or is refused as a duplicate is not documented.
 */
async function changeTags(
  client: CloudClient,
  { id, tags }: GaListener,
  wanted: UpdateListenerInput["tags"],
  call: Call,
): Promise<boolean> {
  if (!wanted) return false;
  const { gone, added } = tagChanges(tags, wanted);
  if (gone.length > 0) await deleteTags(client, id, gone, call);
  if (added.length > 0) {
    await createOnce<true>(
      {
        attempt: () => createTags(client, id, added, call).then(() => true),
        async find() {
          const now = await show(client, LISTENERS, id, call);
          return tagChanges(now.tags, added).added.length === 0 ? true : null;
        },
        what: `the tags ${added.map(({ key }) => key).join(", ")} on the listener ${id}`,
      },
      call,
    );
  }
  return gone.length + added.length > 0;
}

/** Takes away all that hangs on a listener, from the bottom up, and waits until it is gone. */
async function deleteGroups(changing: Changing, listenerId: string, call: Call): Promise<void> {
  const { client } = changing;
  const groupsLeft = () => allOf(listAll(client, ENDPOINT_GROUPS, { listener_id: listenerId }, call));
  const groups = await groupsLeft();
  if (groups.length === 0) return;
  await allDone(
    groups.map(async ({ id, status }) => {
      if (status === "DELETING") return;
      await unlessMissing(emptyGroup(changing, id, call));
      await unlessMissing(remove(client, ENDPOINT_GROUPS, id, call));
    }),
  );
  await untilGone(changing, groupsLeft, "The listener's pools", call);
}
