import { gatekeeper } from "../access/gate.js";
import { OPEN } from "../access/grants.js";
import { instanceOf } from "../model/broken-constraints.js";
import type { ChangeAction } from "../model/change-enums.js";
import type { ChangeProblem } from "../model/change-problem.js";
import { CreateListenerInput, DeleteListenerInput, UpdateListenerInput } from "../model/listener-inputs.js";
import { CreatePoolInput, DeletePoolInput, SetPoolMembersInput, UpdatePoolInput } from "../model/pool-inputs.js";
import type { Accounts } from "../providers/accounts.js";
import type { ChangeRecord } from "../store/change-record.js";
import type { Adopted, Resume } from "../store/journal.js";
import { type Call, type CallLog, startCall } from "../transport/call.js";
import type { NamedSpan, Tracer } from "../transport/span.js";
import type { ChangeRunner, ChangeTools } from "./change-runner.js";
import { createListener } from "./create-listener.js";
import { createPool } from "./create-pool.js";
import { deleteListener } from "./delete-listener.js";
import { deletePool } from "./delete-pool.js";
import { failed } from "./recorded.js";
import { resolveChanges } from "./resolve-changes.js";
import { setPoolMembers } from "./set-pool-members.js";
import { updateListener } from "./update-listener.js";
import { updatePool } from "./update-pool.js";

type Make = (runner: ChangeRunner, call: Call, input: object) => Promise<{ readonly problems: ChangeProblem[] }>;

/** The use case of each change, with its recorded input. */
const MAKE: Readonly<Record<ChangeAction, Make>> = {
  CREATE_LISTENER: (runner, call, input) => createListener(runner, call, instanceOf(CreateListenerInput, input)),
  UPDATE_LISTENER: (runner, call, input) => updateListener(runner, call, instanceOf(UpdateListenerInput, input)),
  DELETE_LISTENER: (runner, call, input) => deleteListener(runner, call, instanceOf(DeleteListenerInput, input)),
  CREATE_POOL: (runner, call, input) => createPool(runner, call, instanceOf(CreatePoolInput, input)),
  UPDATE_POOL: (runner, call, input) => updatePool(runner, call, instanceOf(UpdatePoolInput, input)),
  DELETE_POOL: (runner, call, input) => deletePool(runner, call, instanceOf(DeletePoolInput, input)),
  SET_POOL_MEMBERS: (runner, call, input) => setPoolMembers(runner, call, instanceOf(SetPoolMembersInput, input)),
};

export interface ResumeOptions {
  readonly tools: ChangeTools;
  /** All accounts: a change in the background was allowed when it was requested. */
  accounts(): Accounts;
  readonly log: CallLog;
  /** Milliseconds for a change in the background. */
  readonly deadlineMs: number;
  /** Omitted: nothing is traced. */
  readonly tracer?: Tracer;
}

/** Resolves changes that were sent before, and makes background changes when their turn comes. */
export function resumeChanges(options: ResumeOptions): Resume {
  const make = resumeBackground(options);
  const resolve = resolveChanges({ ...options, makeAgain: make });
  return (adopted) => (adopted.calls.length > 0 ? resolve(adopted) : make(adopted));
}

/** Makes background changes when their turn comes. */
function resumeBackground({ tools, accounts, log, deadlineMs, tracer }: ResumeOptions): Resume {
  return async (adopted) => {
    const { change, entries } = adopted;
    if (!change.isBackground) return;
    const gate = gatekeeper(OPEN, accounts())(callerOf(change));
    const turn = inItsTurn(tools, adopted);
    const runner = { ...tools, journal: turn.journal, gate, tellDenied: () => undefined };
    const span = tracer?.task("change in the background", { "cloud_listeners.change_id": change.id });
    const call = startCall({ requestId: change.requestId, log: namedIn(log, span), timeoutMs: deadlineMs, span });
    let failure: string | null = "INTERNAL_SERVER_ERROR";
    try {
      const input = { ...(change.input as object), background: false };
      const { problems } = await MAKE[change.action](runner, call, input);
      // It was refused before its turn, because the state has changed since.
      if (!turn.isTaken) entries[0]!.end(failed(problems));
      failure = problems[0]?.code ?? null;
    } finally {
      span?.end(failure);
      call.end();
    }
  };
}

/** A log whose lines name a span. */
function namedIn(log: CallLog, span: NamedSpan | undefined): CallLog {
  return (span && log.child?.({ trace_id: span.traceId, span_id: span.spanId })) ?? log;
}

/** A journal in which the change already has its turn. */
function inItsTurn({ journal }: ChangeTools, { entries }: Adopted) {
  const turn = {
    isTaken: false,
    journal: {
      ...journal,
      run: ((_changes, _call, task) => {
        turn.isTaken = true;
        return task({ entries, isFresh: false });
      }) as ChangeTools["journal"]["run"],
    },
  };
  return turn;
}

const callerOf = ({ callerId, callerName, callerGroups }: ChangeRecord) =>
  ({ id: callerId, name: callerName, groups: callerGroups, scopes: [], client: null, proof: "NONE" }) as const;
