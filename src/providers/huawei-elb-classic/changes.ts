import type { Listener } from "../../model/listener.js";
import type { CreateListenerInput } from "../../model/listener-inputs.js";
import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import { createOnce } from "../../transport/create-once.js";
import { allOf, findIn } from "../kit/listing.js";
import { problemOr, unlessMissing } from "../outcomes.js";
import type { CreateListenerCommand, ProviderService } from "../provider.js";
import * as api from "./api.js";
import { type ClassicAccount, wireOf } from "./context.js";
import { applyHealthMonitor } from "./health-monitor.js";
import { instantOf, toPool } from "./mapping.js";
import { removeMembers, replaceMembers } from "./members.js";
import { presentListener } from "./reads.js";
import { createListenerBody, isEmptyBody, updateListenerBody, updatePoolBody } from "./request-bodies.js";
import type { ClassicListener } from "./wire-types.js";

type Changes = Pick<
  ProviderService,
  | "createListeners"
  | "updateListener"
  | "deleteListener"
  | "createPool"
  | "updatePool"
  | "deletePool"
  | "setPoolMembers"
>;

/** How far the cloud's clock and ours may be apart: the gateway refuses signatures that are further off. */
const CLOCK_TOLERANCE_MS = 15 * 60_000;

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
      if (!isEmptyBody(body)) await api.updateListener(elb, wire.id, body, call);
      await applyHealthMonitor(context, wire, input.healthMonitor, call);
      return presentListener(context, await api.showListener(elb, wire.id, call), call);
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
      if (!isEmptyBody(body)) await api.updateListener(elb, wire.id, body, call);
      await applyHealthMonitor(context, wire, healthMonitor, call);
      return toPool(account, await api.showListener(elb, wire.id, call));
    },

    deletePool: async () => {
      throw unsupported(
        account.provider,
        "The pool goes with its listener: use deleteListener, or setPoolMembers with no members to empty it.",
      );
    },

    async setPoolMembers(pool, members, call) {
      const { id } = wireOf(pool);
      await replaceMembers(context, id, members, call);
      return toPool(account, await api.showListener(elb, id, call));
    },
  };
}

/**
 * The answer to a create is not taken as the listener: it lacks the timeouts and the health check, and the create page's
 * own sample shows another protocol than was asked for.
 */
async function createListener(
  context: ClassicAccount,
  { parent, input }: CreateListenerCommand,
  call: Call,
): Promise<Listener> {
  const { elb, clock } = context;
  const body = createListenerBody(parent.key, input);
  const earliest = clock.now() - CLOCK_TOLERANCE_MS;
  const { id } = await createOnce(
    {
      attempt: () => api.createListener(elb, body, call),
      find: async () => {
        const onPort = await api.listListeners(elb, { loadbalancer_id: parent.key, port: body.port }, call);
        const isIt = (wire: ClassicListener) =>
          isMadeFrom(wire, input) && Date.parse(instantOf(wire.createTime) ?? "") >= earliest;
        return findIn(onPort, isIt);
      },
      what: `a listener named ${input.name} on port ${body.port} of load balancer ${parent.key}`,
    },
    call,
  );
  await withCheck(context, id, input, call);
  try {
    return await presentListener(context, await api.showListener(elb, id, call), call);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const message = `The listener ${id} was created, but could not be read back. (${error.message})`;
    throw error.with({ code: "OUTCOME_UNKNOWN", retry: "never", mayHaveHappened: true, message, cause: error });
  }
}

/** A listener that lacks its health check is not what was asked for, so it is taken away again when the check cannot be had. */
async function withCheck(
  context: ClassicAccount,
  id: string,
  { healthMonitor }: CreateListenerInput,
  call: Call,
): Promise<void> {
  const problem = await problemOr(applyHealthMonitor(context, { id, healthcheckId: null }, healthMonitor, call));
  if (!(problem instanceof ProblemError)) return;
  const left = await problemOr(api.deleteListener(context.elb, id, call));
  if (left instanceof ProblemError) {
    throw problem.with({
      message: `The listener ${id} was created without its health check, and could not be taken away again. ${problem.message}`,
      cause: new AggregateError([problem, left]),
    });
  }
  if (problem.code !== "OUTCOME_UNKNOWN") throw problem;
  const message = "The health check could not be set up, so the listener was taken away again.";
  throw problem.with({ code: "PROVIDER_UNAVAILABLE", mayHaveHappened: false, message, cause: problem });
}

/** Ports are taken once per load balancer, so name and protocol settle whose listener it is. */
function isMadeFrom(wire: ClassicListener, input: CreateListenerInput): boolean {
  return wire.name === input.name && wire.protocol === input.protocol;
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

function unsupported(provider: string, message: string): ProblemError {
  return new ProblemError({ code: "UNSUPPORTED", provider, message });
}
