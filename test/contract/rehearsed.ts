import { ProblemError } from "../../src/model/problem-error.js";
import type { ProviderService } from "../../src/providers/provider.js";
import type { Call, Rehearsal } from "../../src/transport/call.js";
import { again, isThing } from "./again.js";
import type { Subject } from "./subject.js";

/**
 * Has every change rehearsed before it is made. A rehearsal sends nothing that changes anything, and its steps are the
 * requests that the change then sends: whatever a suite has changed, its plan is right. The rehearsal is given what the
 * provider makes again of things that were kept, the change what was read: they come to the same.
 */

const CHANGES = [
  ...(["createListeners", "updateListener", "deleteListener", "deleteById"] as const),
  ...(["createPool", "updatePool", "deletePool", "setPoolMembers"] as const),
] satisfies readonly (keyof ProviderService)[];

/** Requests that change nothing: reads, and what signing needs. */
const READS = /^(List|Show|Describe|Get|CreateToken|Keystone)/;

type Change = (...args: unknown[]) => Promise<unknown>;

export function rehearsed(connect: () => Subject): () => Subject {
  const wrapped = new WeakMap<Subject, Subject>();
  return () => {
    const subject = connect();
    const known = wrapped.get(subject);
    if (known) return known;
    const made: Subject = { ...subject, service: { ...subject.service } };
    for (const name of CHANGES) {
      const change = subject.service[name] as Change | undefined;
      if (change) Object.assign(made.service, { [name]: rehearsedFirst(subject, name, change) });
    }
    wrapped.set(subject, made);
    return made;
  };
}

function rehearsedFirst({ service, cloud, account }: Subject, name: string, change: Change): Change {
  const sentSince = (start: number) =>
    cloud.calls
      .slice(start)
      .map(({ action }) => action)
      .filter((action) => !READS.test(action));
  return async (...args) => {
    const call = args.at(-1) as Call;
    const rehearsal: Rehearsal = { steps: [], warnings: [] };
    const before = cloud.calls.length;
    const kept = args.slice(0, -1).map((value) => remade(service, value));
    const plan = await outcomeOf(change(...kept, { ...call, rehearsal }));
    const early = sentSince(before);
    if (early.length > 0) throw new Error(`Planning ${name} on ${account.provider} sent ${early.join(", ")}.`);
    const start = cloud.calls.length;
    const outcome = await outcomeOf(change(...args));
    const sent = sentSince(start).sort();
    const planned = rehearsal.steps.map(({ action }) => action).sort();
    const isMade = !(outcome instanceof Error) && !(Array.isArray(outcome) && outcome.some(isProblem));
    if (isMade && (plan instanceof Error || planned.join() !== sent.join()))
      throw new Error(
        `${name} on ${account.provider} was planned as ${planned.join(", ") || plan}, and sent ${sent.join(", ")}.`,
        { cause: plan },
      );
    const silent = rehearsal.steps.find(({ description }) => !/^[A-Z].*\.$/s.test(description));
    if (silent)
      throw new Error(`The step ${silent.action} of ${account.provider} is no sentence: ${silent.description}`);
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
}

/** An argument of a change with things made again from what was kept of them. */
function remade(service: ProviderService, value: unknown): unknown {
  if (isThing(value)) return again(service, value);
  const { listener } = (value ?? {}) as { readonly listener?: unknown };
  return isThing(listener) ? { ...(value as object), listener: again(service, listener) } : value;
}

const isProblem = (value: unknown): boolean => value instanceof ProblemError;

const outcomeOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);
