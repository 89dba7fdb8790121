import type { ReactNode } from "react";
import { FailureBox } from "../parts/failure-box.js";
import type { ChangePages } from "./use-change-pages.js";

interface ChangeListProps<Entry> {
  readonly pages: ChangePages<Entry>;
  children(entry: Entry): ReactNode;
}

/** Changes in each of their states: loading, failed, none, there, and with more to come. */
export function ChangeList<Entry>({ pages, children }: ChangeListProps<Entry>) {
  const { changes, hasMore, isBusy, failures, read, readMore } = pages;
  return (
    <>
      {changes === null && isBusy && <p role="status">Loading the history…</p>}
      {failures.length > 0 && <FailureBox title="The history could not be read" failures={failures} onRetry={read} />}
      {changes?.length === 0 && <p className="small">No change is on record here yet.</p>}
      {changes && changes.length > 0 && <ol className="changes">{changes.map(children)}</ol>}
      {hasMore && (
        <button type="button" aria-disabled={isBusy} onClick={isBusy ? undefined : readMore}>
          {isBusy ? "Loading…" : "Earlier changes"}
        </button>
      )}
    </>
  );
}
