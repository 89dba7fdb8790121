import { useEffect, useId, useRef, useState } from "react";
import { ChangeButtons } from "../change/change-buttons.js";
import { PlanBox } from "../change/plan-box.js";
import { ProblemsBox } from "../change/problems-box.js";
import { useChange } from "../change/use-change.js";
import {
  CloseListenerDocument,
  type CloseListenerMutation,
  type ListenerRowFragment,
  type PlanFragment,
} from "../generated/graphql.js";
import type { FormProblem } from "../open-port/place-problems.js";
import { Modal } from "../parts/modal.js";
import { whyNot } from "../rights.js";
import { cloudName, nameOf, portWords } from "../words.js";
import { WhatHangs } from "./what-hangs.js";

interface DeleteDialogProps {
  readonly listener: ListenerRowFragment;
  /** Outdated: the listener is not any more what the question was about. */
  onClose(isOutdated: boolean): void;
  onDeleted(): void;
}

const payloadOf = ({ deleteListener }: CloseListenerMutation) => deleteListener;

/** Asks before a listener is deleted, and offers to delete its dependents too when they prevent that. */
export function DeleteDialog({ listener, onClose, onDeleted }: DeleteDialogProps) {
  const [problems, setProblems] = useState<readonly FormProblem[]>([]);
  const [plan, setPlan] = useState<PlanFragment | null>(null);
  const change = useChange(CloseListenerDocument, payloadOf);
  // Dependents are never deleted unasked: the offer appears only when they prevent the deletion.
  const [offersCascade, setOffersCascade] = useState(false);
  const [cascade, setCascade] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const id = useId();
  const hasChanged = problems.some(({ code }) => code === "PRECONDITION_FAILED");
  // The etag makes sure that what is deleted is what was looked at.
  const input = { id: listener.id, ifMatch: listener.etag, cascade };

  // What came of it may be below what is in sight.
  useEffect(() => {
    if (plan || problems.length > 0) body.current?.querySelector<HTMLElement>(".problems, .plan")?.focus();
  }, [plan, problems]);

  function show(found: readonly FormProblem[]): void {
    if (found.some(({ code }) => code === "RESOURCE_IN_USE")) setOffersCascade(true);
    setPlan(null);
    setProblems(found);
  }

  async function showPlan(): Promise<void> {
    const outcome = await change.plan(input);
    if (!outcome) return;
    if ("problems" in outcome) return show(outcome.problems);
    setProblems([]);
    setPlan(outcome.done.plan);
  }

  function remove(): void {
    setProblems([]);
    void settle(change.apply(input));
  }

  async function settle(asked: ReturnType<typeof change.apply | typeof change.lookAgain>): Promise<void> {
    const outcome = await asked;
    if (!outcome) return;
    if ("done" in outcome) return onDeleted();
    show(outcome.problems);
  }

  return (
    <Modal className="modal" labelledBy="delete-heading" onClose={() => onClose(hasChanged)}>
      <header className="modal-head">
        <h2 id="delete-heading">Delete {nameOf(listener)}?</h2>
      </header>
      <div ref={body} className="modal-body">
        <p>
          {listener.protocol} {portWords(listener.portRanges)} on {cloudName(listener.provider)} ({listener.account.id})
          will no longer accept traffic. This cannot be undone.
        </p>
        <WhatHangs listenerId={listener.id} />
        {problems.length > 0 && (
          <ProblemsBox
            title="It was not deleted."
            problems={problems}
            lookAgain={change.unknown && (() => void settle(change.lookAgain()))}
            isLooking={change.busy === "look"}
          >
            {hasChanged && <p>Its details are read again when you close this.</p>}
          </ProblemsBox>
        )}
        {plan && <PlanBox plan={plan} />}
        {offersCascade && (
          <div className="tick">
            <input
              id={id}
              type="checkbox"
              checked={cascade}
              onChange={({ target }) => {
                setCascade(target.checked);
                setPlan(null);
              }}
            />
            <label htmlFor={id}>Also delete everything that depends on it</label>
          </div>
        )}
      </div>
      <ChangeButtons
        busy={change.busy}
        reason={whyNot(listener.account, "DELETE")}
        label="Delete"
        doing="Deleting…"
        tone="danger"
        onCancel={() => onClose(hasChanged)}
        onPlan={() => void showPlan()}
        onApply={remove}
      />
    </Modal>
  );
}
