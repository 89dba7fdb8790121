import type { Listener } from "../../model/listener.js";
import type { CreateListenerInput } from "../../model/listener-inputs.js";
import { ProblemError } from "../../model/problem-error.js";
import { readTime } from "../../model/times.js";
import type { Call } from "../../transport/call.js";
import { knownAs, NEW_ID, readBack, removal, step } from "../kit/change-steps.js";
import { ageSince, createOnce } from "../kit/create-once.js";
import { allOf } from "../kit/listing.js";
import { isEmpty } from "../kit/wire-body.js";
import { oneByOne, problemOr, unlessMissing } from "../outcomes.js";
import type { CreateListenerCommand, ListenerChanges } from "../provider.js";
import * as api from "./api.js";
import { deleteListenerWithAll, removeListener } from "./cascades.js";
import type { Context } from "./client.js";
import { nativeListener, toListener } from "./mapping.js";
import { changeHealthMonitor, goesWithItsListener } from "./pool-changes.js";
import { presentListener } from "./reads.js";
import { createListenerRequest, isListenerAsSent, updateListenerRequest } from "./requests.js";
import { readListener, type WireListener } from "./wire.js";

export function listenerChangesOf(context: Context): ListenerChanges {
  return {
    createListeners: (commands, call) =>
      oneByOne(commands, (command) => createListener(context, command, command.call ?? call)),

    async updateListener(listener, input, call) {
      const current = nativeListener(listener);
      const body = updateListenerRequest(listener, input);
      const description = `Change the listener ${knownAs(current)}.`;
      const run = () => api.updateListener(context, current.id, body, call);
      const updated = isEmpty(body) ? null : await step(call, { action: "UpdateListener", description }, run, current);
      await changeHealthMonitor(context, current, input.healthMonitor, call);
      return latestListener(context, current.id, updated, call);
    },

    /**
     * The vendor's page does not say what happens to members and health checks, and the API may well delete them too,
     * so without cascade they are looked up here.
     */
    async deleteListener(listener, { cascade }, call) {
      const wire = nativeListener(listener);
      if (cascade) return deleteListenerWithAll(context, wire, call);
      const { id, memberNumber, healthcheckId } = wire;
      refuseInUse(context, memberNumber ?? (await countMembers(context, id, call)), healthcheckId);
      await removeListener(context, wire, call);
    },

    /** When a listener cannot be read, its health check cannot be found; its members can. */
    async deleteById({ kind, key }, call) {
      if (kind === "pool") throw goesWithItsListener(context);
      refuseInUse(context, await countMembers(context, key, call), null);
      await removal(call, { action: "DeleteListener", description: `Delete the listener ${key}.` }, () =>
        api.deleteListener(context, key, call),
      );
    },
  };
}

async function createListener(
  context: Context,
  { parent, input }: CreateListenerCommand,
  call: Call,
): Promise<Listener> {
  const body = createListenerRequest(parent.key, input);
  const startedAt = context.clock.now();
  const created = await createOnce<WireListener>(
    {
      attempt: () =>
        step(
          call,
          { action: "CreateListener", description: `Open the listener ${input.name ?? ""} on port ${body.port}.` },
          () => api.createListener(context, body, call),
          readListener({ id: NEW_ID, ...body }),
        ),
      find: async () => {
        const onPort = await allOf(api.listListeners(context, { loadbalancer_id: parent.key, port: body.port }, call));
        return onPort.filter(({ name }) => name === (input.name ?? ""));
      },
      idOf: ({ id }) => id,
      isAsSent: (wire) => isListenerAsSent(body, wire),
      ageOf: ({ createTime }) => ageSince(startedAt, readTime(createTime)),
      // A port exists once per load balancer.
      refusesSecond: true,
      what: `a listener named ${input.name} on port ${body.port} of load balancer ${parent.key}`,
    },
    call,
  );
  // The create page's own sample returns a different protocol than requested.
  const answered: WireListener = { ...created, protocol: input.protocol };
  await withCheck(context, answered, input, call);
  call.exists?.(toListener(answered, context.account));
  return latestListener(context, created.id, answered, call);
}

/**
 * The listener as it is now. When it cannot be read, the change's own answer, which lacks the timeouts and the health
 * check.
 */
async function latestListener(
  context: Context,
  id: string,
  answered: WireListener | null,
  call: Call,
): Promise<Listener> {
  const shown = answered && toListener(answered, context.account);
  const read = async () => presentListener(context, await api.showListener(context, id, call), call);
  return readBack(shown, id, read, call);
}

/**
 * A listener without its health check is not what was requested, so it is deleted again when the check cannot be
 * created.
 */
async function withCheck(
  context: Context,
  listener: WireListener,
  { healthMonitor }: CreateListenerInput,
  call: Call,
): Promise<void> {
  const { id } = listener;
  const problem = await problemOr(changeHealthMonitor(context, { id, healthcheckId: null }, healthMonitor, call));
  if (!(problem instanceof ProblemError)) return;
  const planned = { action: "DeleteListener", description: `Delete the listener ${knownAs(listener)} again.` };
  const left = await problemOr(step(call, planned, () => api.deleteListener(context, id, call), undefined));
  if (left instanceof ProblemError) {
    call.exists?.(toListener(listener, context.account));
    throw problem.with({
      message: `The listener ${id} was created without its health check, and could not be deleted again. ${problem.message}`,
      cause: new AggregateError([problem, left]),
    });
  }
  if (problem.code !== "OUTCOME_UNKNOWN") throw problem;
  const message = "The health check could not be created, so the listener was deleted again.";
  throw problem.with({ code: "PROVIDER_UNAVAILABLE", mayHaveHappened: false, message, cause: problem });
}

async function countMembers(context: Context, listenerId: string, call: Call): Promise<number> {
  return (await unlessMissing(allOf(api.listMembers(context, listenerId, call))))?.length ?? 0;
}

/** @throws ProblemError RESOURCE_IN_USE */
function refuseInUse({ account }: Context, members: number, healthcheckId: string | null): void {
  const what = [members > 0 ? `${members} servers` : "", healthcheckId === null ? "" : "a health check"].filter(
    Boolean,
  );
  if (what.length === 0) return;
  throw new ProblemError({
    code: "RESOURCE_IN_USE",
    provider: account.provider,
    message: `The listener still has ${what.join(" and ")}. Delete that first, or ask for cascade.`,
  });
}
