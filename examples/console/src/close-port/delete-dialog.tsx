import { useId, useState } from "react";
import { useMutation } from "urql";
import { CloseListenerDocument, type ListenerRowFragment, type ProblemFragment } from "../generated/graphql.js";
import { failuresOf } from "../graph/failures.js";
import { formProblemOf } from "../open-port/place-problems.js";
import { Modal } from "../parts/modal.js";
import { cloudName, nameOf, portWords } from "../words.js";
import { WhatHangs } from "./what-hangs.js";

interface DeleteDialogProps {
  readonly listener: ListenerRowFragment;
  /** Outdated: the listener is not any more what the question was about. */
  onClose(isOutdated: boolean): void;
  onDeleted(): void;
}

const UNSURE =
  "The answer did not arrive, so it is not known whether the listener was deleted. Look at the list before you try again.";

/** Asks before a listener is deleted, and offers to delete its dependents too when they prevent that. */
export function DeleteDialog({ listener, onClose, onDeleted }: DeleteDialogProps) {
  const [problems, setProblems] = useState<readonly ProblemFragment[]>([]);
  const [failures, setFailures] = useState<readonly string[]>([]);
  const [{ fetching }, close] = useMutation(CloseListenerDocument);
  // Dependents are never deleted unasked: the offer appears only when they prevent the deletion.
  const [offersCascade, setOffersCascade] = useState(false);
  const [cascade, setCascade] = useState(false);
  const id = useId();
  const hasChanged = problems.some(({ code }) => code === "PRECONDITION_FAILED");

  async function remove(): Promise<void> {
    if (fetching) return;
    setProblems([]);
    setFailures([]);
    // The etag makes sure that what is deleted is what was looked at.
    const { data, error } = await close({ input: { id: listener.id, ifMatch: listener.etag, cascade } });
    const answer = data?.deleteListener;
    if (answer && answer.problems.length === 0) return onDeleted();
    if (answer?.problems.some(({ code }) => code === "RESOURCE_IN_USE")) setOffersCascade(true);
    if (answer) return setProblems(answer.problems);
    setFailures(error && !error.networkError ? failuresOf(error).map(({ message }) => message) : [UNSURE]);
  }

  return (
    <Modal className="modal" labelledBy="delete-heading" onClose={() => onClose(hasChanged)}>
      <header className="modal-head">
        <h2 id="delete-heading">Delete {nameOf(listener)}?</h2>
      </header>
      <div className="modal-body">
        <p>
          {listener.protocol} {portWords(listener.portRanges)} on {cloudName(listener.provider)} ({listener.account.id})
          will no longer accept traffic. This cannot be undone.
        </p>
        <WhatHangs listenerId={listener.id} />
        {(problems.length > 0 || failures.length > 0) && (
          <div className="box" data-tone="bad" role="alert">
            <p className="box-title">{failures.includes(UNSURE) ? "No answer" : "It was not deleted"}</p>
            {problems.map(formProblemOf).map(({ message, detail }) => (
              <p key={message}>
                {message}
                {detail && <span className="small"> {detail}</span>}
              </p>
            ))}
            {failures.map((message) => (
              <p key={message}>{message}</p>
            ))}
            {hasChanged && <p>Its details are read again when you close this.</p>}
          </div>
        )}
        {offersCascade && (
          <div className="tick">
            <input id={id} type="checkbox" checked={cascade} onChange={({ target }) => setCascade(target.checked)} />
            <label htmlFor={id}>Delete everything that hangs on it as well</label>
          </div>
        )}
      </div>
      <footer className="modal-foot">
        <button type="button" onClick={() => onClose(hasChanged)}>
          Cancel
        </button>
        <button type="button" className="danger" aria-disabled={fetching} onClick={remove}>
          {fetching ? "Deleting…" : "Delete"}
        </button>
      </footer>
    </Modal>
  );
}
