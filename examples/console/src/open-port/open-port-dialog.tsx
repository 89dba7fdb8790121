import type { ListenerRowFragment } from "../generated/graphql.js";
import { FailureBox } from "../parts/failure-box.js";
import { Modal } from "../parts/modal.js";
import { OpenPortForm } from "./open-port-form.js";
import { useParents } from "./use-parents.js";

interface OpenPortDialogProps {
  onClose(): void;
  onOpened(listener: ListenerRowFragment): void;
}

export function OpenPortDialog({ onClose, onOpened }: OpenPortDialogProps) {
  const parents = useParents();
  const isReady = !parents.isBusy && parents.failures.length === 0;
  return (
    <Modal className="modal" labelledBy="open-port-heading" onClose={onClose}>
      <header className="modal-head">
        <h2 id="open-port-heading">Open a port</h2>
      </header>
      {isReady && <OpenPortForm parents={parents} onCancel={onClose} onOpened={onOpened} />}
      {!isReady && (
        <>
          <div className="modal-body">
            {parents.isBusy && <p role="status">Loading the load balancers and accelerators…</p>}
            {parents.failures.length > 0 && (
              <FailureBox
                title="The load balancers and accelerators could not be read"
                failures={parents.failures}
                onRetry={parents.retry}
              />
            )}
          </div>
          <footer className="modal-foot">
            <button type="button" onClick={onClose}>
              Cancel
            </button>
          </footer>
        </>
      )}
    </Modal>
  );
}
