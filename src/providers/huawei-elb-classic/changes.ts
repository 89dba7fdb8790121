import type { Listener } from "../../model/listener.js";
import type { CreateListenerInput } from "../../model/listener-inputs.js";
import { ProblemError } from "../../model/problem-error.js";
import { readTime } from "../../model/times.js";
import type { Call } from "../../transport/call.js";
import { readBack } from "../kit/change-steps.js";
import { ageSince, createOnce } from "../kit/create-once.js";
import { allOf } from "../kit/listing.js";
import { problemOr, unlessMissing } from "../outcomes.js";
import type { CreateListenerCommand, ProviderService } from "../provider.js";
import * as api from "./api.js";
import { type ClassicAccount, wireOf } from "./context.js";
import { applyHealthMonitor } from "./health-monitor.js";
import { toListener, toPool } from "./mapping.js";
import { removeMembers, replaceMembers } from "./members.js";
import { presentListener } from "./reads.js";
import {
  createListenerBody,
  isEmptyBody,
  isListenerAsSent,
  updateListenerBody,
  updatePoolBody,
} from "./request-bodies.js";
import type { WireListener } from "./wire.js";

type Changes = Pick<
  ProviderService,
  | "createListeners"
  | "updateListener"
  | "deleteListener"
  | "deleteById"
  | "createPool"
  | "updatePool"
  | "deletePool"
  | "setPoolMembers"
>;

export function createChanges(context: ClassicAccount): Changes {
  const { account, elb } = context;

  return {
    async createListeners(commands, call) {
      const outcomes: (Listener | ProblemError)[] = [];
      for (const command of commands)
        outcomes.push(await problemOr(createListener(context, command, command.call ?? call)));
      return outcomes;
    },

    async updateListener(listener, input, call) {
      const wire = wireOf(listener);
      const body = updateListenerBody(listener.protocol, input);
      const updated = isEmptyBody(body) ? null : await api.updateListener(elb, wire.id, body, call);
      await applyHealthMonitor(context, wire, input.healthMonitor, call);
      return latestListener(context, wire.id, updated, call);
    },

    /**
     * The vendor's page does not say what becomes of members and health checks, and the API may well take them along,
     * so without cascade they are looked for here.
     */
    async deleteListener(listener, { cascade }, call) {
      const { id, memberNumber, healthcheckId } = wireOf(listener);
      if (cascade) {
        const members = memberNumber === 0 ? null : await unlessMissing(allOf(api.listMembers(elb, id, call)));
        await unlessMissing(removeMembers(context, id, members ?? [], call));
        if (healthcheckId !== null) await unlessMissing(api.deleteHealthcheck(elb, healthcheckId, call));
      } else {
        const members = memberNumber ?? (await unlessMissing(allOf(api.listMembers(elb, id, call))))?.length ?? 0;
        if (members > 0 || healthcheckId !== null) throw inUse(account.provider, members, healthcheckId);
      }
      await unlessMissing(api.deleteListener(elb, id, call));
    },

    createPool: async () => {
      throw unsupported(
        account.provider,
        "Every listener has exactly one pool here. Use setPoolMembers and updatePool on it; createListener makes both.",
      );
    },

    async updatePool(pool, { algorithm, healthMonitor, sessionPersistence }, call) {
      const wire = wireOf(pool);
      if (sessionPersistence === null && wire.sessionSticky) throw keepsClients(account.provider);
      const body = updatePoolBody(algorithm);
      const updated = isEmptyBody(body) ? null : await api.updateListener(elb, wire.id, body, call);
      await applyHealthMonitor(context, wire, healthMonitor, call);
      return toPool(account, await readBack(updated, wire.id, () => api.showListener(elb, wire.id, call), call));
    },

    deletePool: async () => {
      throw goesWithItsListener(account.provider);
    },

    /** A health check cannot be seen when its listener cannot be read; the members can. */
    async deleteById({ kind, key }, call) {
      if (kind === "pool") throw goesWithItsListener(account.provider);
      const members = (await unlessMissing(allOf(api.listMembers(elb, key, call))))?.length ?? 0;
      if (members > 0) throw inUse(account.provider, members, null);
      await unlessMissing(api.deleteListener(elb, key, call));
    },

    async setPoolMembers(pool, members, call) {
      const wire = wireOf(pool);
      await replaceMembers(context, wire.id, members, call);
      return toPool(account, await readBack(wire, wire.id, () => api.showListener(elb, wire.id, call), call));
    },
  };
}

async function createListener(
  context: ClassicAccount,
  { parent, input }: CreateListenerCommand,
  call: Call,
): Promise<Listener> {
  const { account, elb, clock } = context;
  const body = createListenerBody(parent.key, input);
  const startedAt = clock.now();
  const created = await createOnce<WireListener>(
    {
      attempt: () => api.createListener(elb, body, call),
      find: async () => {
        const onPort = await allOf(api.listListeners(elb, { loadbalancer_id: parent.key, port: body.port }, call));
        return onPort.filter(({ name }) => name === (input.name ?? ""));
      },
      idOf: ({ id }) => id,
      isAsSent: (wire) => isListenerAsSent(body, wire),
      ageOf: ({ createTime }) => ageSince(startedAt, readTime(createTime)),
      // A port is there once per load balancer.
      refusesSecond: true,
      what: `a listener named ${input.name} on port ${body.port} of load balancer ${parent.key}`,
    },
    call,
  );
  // The create page's own sample shows another protocol than was asked for.
  const answered: WireListener = { ...created, protocol: input.protocol };
  await withCheck(context, answered, input, call);
  call.exists?.(toListener(account, answered));
  return latestListener(context, created.id, answered, call);
}

/**
 * The listener as the cloud shows it now. When it cannot be read just now, as the change's own answer shows it, which
 * lacks the timeouts and the health check.
 */
async function latestListener(
  context: ClassicAccount,
  id: string,
  answered: WireListener | null,
  call: Call,
): Promise<Listener> {
  const shown = answered && toListener(context.account, answered);
  const read = async () => presentListener(context, await api.showListener(context.elb, id, call), call);
  return readBack(shown, id, read, call);
}

/** A listener that lacks its health check is not what was asked for, so it is taken away again when the check cannot be had. */
async function withCheck(
  context: ClassicAccount,
  listener: WireListener,
  { healthMonitor }: CreateListenerInput,
  call: Call,
): Promise<void> {
  const { id } = listener;
  const problem = await problemOr(applyHealthMonitor(context, { id, healthcheckId: null }, healthMonitor, call));
  if (!(problem instanceof ProblemError)) return;
  const left = await problemOr(api.deleteListener(context.elb, id, call));
  if (left instanceof ProblemError) {
    call.exists?.(toListener(context.account, listener));
    throw problem.with({
      message: `The listener ${id} was created without its health check, and could not be taken away again. ${problem.message}`,
      cause: new AggregateError([problem, left]),
    });
  }
  if (problem.code !== "OUTCOME_UNKNOWN") throw problem;
  const message = "The health check could not be set up, so the listener was taken away again.";
  throw problem.with({ code: "PROVIDER_UNAVAILABLE", mayHaveHappened: false, message, cause: problem });
}

function inUse(provider: string, members: number, healthcheckId: string | null): ProblemError {
  const what = [members > 0 ? `${members} servers` : "", healthcheckId === null ? "" : "a health check"]
    .filter(Boolean)
    .join(" and ");
  return new ProblemError({
    code: "RESOURCE_IN_USE",
    provider,
    message: `The listener still has ${what}. Take that away first, or ask for cascade.`,
  });
}

/** A null is no value that the rules for immutable fields could refuse. */
function keepsClients(provider: string): ProblemError {
  return new ProblemError({
    code: "IMMUTABLE_FIELD",
    path: ["sessionPersistence"],
    provider,
    message:
      "Keeping clients with a server cannot be switched off. Delete the listener and create it anew without clientAffinity.",
  });
}

const goesWithItsListener = (provider: string): ProblemError =>
  unsupported(
    provider,
    "The pool goes with its listener: use deleteListener, or setPoolMembers with no members to empty it.",
  );

function unsupported(provider: string, message: string): ProblemError {
  return new ProblemError({ code: "UNSUPPORTED", provider, message });
}
