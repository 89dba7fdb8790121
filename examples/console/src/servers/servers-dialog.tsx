import { type FormEvent, useEffect, useRef, useState } from "react";
import { ChangeButtons } from "../change/change-buttons.js";
import { PlanBox } from "../change/plan-box.js";
import { ProblemsBox } from "../change/problems-box.js";
import { useChange } from "../change/use-change.js";
import type { DetailedListener } from "../detail/listener-facts.js";
import {
  AddPoolDocument,
  type AddPoolMutation,
  type PlanFragment,
  type PoolInDetailFragment,
  SetServersDocument,
  type SetServersMutation,
} from "../generated/graphql.js";
import { Field } from "../open-port/field.js";
import { type FormProblem, NO_PROBLEMS, placeProblems } from "../open-port/place-problems.js";
import { Modal } from "../parts/modal.js";
import { whyNot } from "../rights.js";
import { nameOf } from "../words.js";
import { ServerRows } from "./server-rows.js";
import { type DraftServer, membersOf, rowNames, serverFields, serversOf } from "./servers-draft.js";

interface ServersDialogProps {
  readonly listener: DetailedListener;
  /** The pool whose servers are changed; null: a new one is made for the listener. */
  readonly pool: PoolInDetailFragment | null;
  onClose(): void;
  onChanged(): void;
}

const addedOf = ({ createPool }: AddPoolMutation) => createPool;
const setOf = ({ setPoolMembers }: SetServersMutation) => setPoolMembers;

/** The servers behind a listener: the whole set, as the graph takes it. */
export function ServersDialog({ listener, pool, onClose, onChanged }: ServersDialogProps) {
  const { capabilities } = listener.account;
  const fields = serverFields(capabilities);
  const hasField = (field: string) => pool === null && !capabilities.unsupportedPoolFields.includes(field);
  const optional = (field: string) => (capabilities.requiredPoolFields.includes(field) ? "" : " (optional)");
  const [servers, setServers] = useState(() => serversOf(pool));
  const [name, setName] = useState(`${listener.name ?? "listener"}-servers`);
  const [region, setRegion] = useState("");
  const [problems, setProblems] = useState(NO_PROBLEMS);
  const [plan, setPlan] = useState<PlanFragment | null>(null);
  const adding = useChange(AddPoolDocument, addedOf);
  const setting = useChange(SetServersDocument, setOf);
  const { busy, unknown, lookAgain } = pool ? setting : adding;
  const form = useRef<HTMLFormElement>(null);

  // The first mistake takes the focus.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>(".problems, [aria-invalid=true], .plan")?.focus();
  }, [problems, plan]);

  function show(found: readonly FormProblem[]): void {
    setPlan(null);
    const controls = [...(form.current?.elements ?? [])].map((control) => control.getAttribute("name") ?? "");
    setProblems(placeProblems(found, new Set([...controls.filter(Boolean), ...rowNames(servers)])));
  }

  /** Plans or makes the change; null when it is none yet, which is shown then. */
  function ask(how: "plan" | "apply") {
    const members = membersOf(servers, fields);
    if ("problems" in members) {
      show(members.problems);
      return null;
    }
    // The etag makes sure that nobody's change in the meantime is undone: the set replaces what is there.
    if (pool) return setting[how]({ poolId: pool.id, ifMatch: pool.etag, members });
    return adding[how]({ listenerId: listener.id, ...ownOf(), members });
  }

  const ownOf = () => ({
    name: (hasField("name") && name.trim()) || undefined,
    region: (hasField("region") && region.trim()) || undefined,
  });

  async function showPlan(): Promise<void> {
    const outcome = await ask("plan");
    if (!outcome) return;
    if ("problems" in outcome) return show(outcome.problems);
    setProblems(NO_PROBLEMS);
    setPlan(outcome.done.plan);
  }

  async function settle(asked: ReturnType<typeof ask | typeof lookAgain>): Promise<void> {
    const outcome = await asked;
    if (!outcome) return;
    if ("done" in outcome) return onChanged();
    show(outcome.problems);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    setProblems(NO_PROBLEMS);
    void settle(ask("apply"));
  }

  const changeServers = (next: readonly DraftServer[]) => {
    setPlan(null);
    setServers(next);
  };

  return (
    <Modal className="modal" labelledBy="servers-heading" onClose={onClose}>
      <form ref={form} onSubmit={submit} noValidate>
        <header className="modal-head">
          <h2 id="servers-heading">Servers of {pool && !pool.isImplicit ? nameOf(pool) : nameOf(listener)}</h2>
        </header>
        <div className="modal-body">
          {problems.general.length > 0 && (
            <ProblemsBox
              title="The servers were not changed."
              problems={problems.general}
              lookAgain={unknown && (() => void settle(lookAgain()))}
              isLooking={busy === "look"}
            />
          )}
          {hasField("name") && (
            <Field name="name" label={`Name of the pool${optional("name")}`} problems={problems}>
              {(control) => (
                <input {...control} autoComplete="off" value={name} onChange={({ target }) => setName(target.value)} />
              )}
            </Field>
          )}
          {hasField("region") && (
            <Field
              name="region"
              label={`Region of the servers${optional("region")}`}
              hint={capabilities.limits.region?.patternHint ?? undefined}
              problems={problems}
            >
              {(control) => (
                <input
                  {...control}
                  autoComplete="off"
                  value={region}
                  onChange={({ target }) => setRegion(target.value)}
                />
              )}
            </Field>
          )}
          <ServerRows
            servers={servers}
            fields={fields}
            required={capabilities.requiredMemberFields}
            problems={problems}
            onChange={changeServers}
          />
          {plan && <PlanBox plan={plan} />}
        </div>
        <ChangeButtons
          busy={busy}
          reason={whyNot(listener.account, "CHANGE")}
          label="Save servers"
          doing="Saving…"
          tone="primary"
          onCancel={onClose}
          onPlan={() => void showPlan()}
        />
      </form>
    </Modal>
  );
}
