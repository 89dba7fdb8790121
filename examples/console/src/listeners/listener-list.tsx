import { FailureBox } from "../parts/failure-box.js";
import { SourceBanner } from "../parts/source-banner.js";
import type { Sort } from "../view-in-address.js";
import { countWords } from "../words.js";
import { ListenerTable } from "./listener-table.js";
import { Sources } from "./sources.js";
import type { ListenerPagesControl } from "./use-listener-pages.js";

interface ListenerListProps {
  readonly pages: ListenerPagesControl;
  readonly openId: string | null;
  readonly isFiltered: boolean;
  readonly maxAgeSeconds: number;
  readonly sort: Sort | null;
  onSort(sort: Sort | null): void;
  addressOf(id: string): string;
  onOpen(id: string): void;
}

/** The list in each of its states: loading, failed, empty, there; with gaps, and with more to come. */
export function ListenerList({
  pages,
  openId,
  isFiltered,
  maxAgeSeconds,
  sort,
  onSort,
  addressOf,
  onOpen,
}: ListenerListProps) {
  const { rows, shows, isBusy, failures, failed, sourceProblems, hasMore, isCut } = pages;
  const isWhole = sourceProblems.length === 0 && failed === null && !hasMore;
  return (
    <section className="list" aria-labelledby="list-heading">
      <div className="list-head">
        <h2 id="list-heading" tabIndex={-1}>
          Listeners
        </h2>
        <p className="small" role="status">
          {statusWords(pages)}
        </p>
        <button type="button" className="quiet" onClick={pages.refresh} disabled={isBusy}>
          Refresh
        </button>
      </div>
      {shows === "list" && <Sources sources={pages.sources} />}
      <SourceBanner what="listeners" problems={sourceProblems} onRetry={isBusy ? undefined : pages.refresh} />
      {shows === "none" && isBusy && <Skeleton />}
      {failed === "first" && (
        <FailureBox title="The listeners could not be read" failures={failures} onRetry={pages.refresh} />
      )}
      {failed === "same" && (
        <FailureBox
          title="The listeners could not be read again. What is shown is from before."
          failures={failures}
          onRetry={pages.refresh}
        />
      )}
      {failed === "some" && (
        <FailureBox
          title="This is not everything: not all that this may stand for could be looked for."
          failures={failures}
          onRetry={pages.refresh}
        />
      )}
      {isCut && (
        <p className="small">
          More than 10 load balancers, accelerators or pools are called that. The listeners of the others are left out.
        </p>
      )}
      {rows.length > 0 && <ListenerTable {...{ pages, maxAgeSeconds, sort, onSort, openId, addressOf, onOpen }} />}
      {shows === "list" && !isBusy && rows.length === 0 && isWhole && (
        <p className="empty">
          {isFiltered
            ? "No listener fits. Addresses and ids have to be whole; of names, a part is enough."
            : "There are no listeners yet. Open a port to make the first one."}
        </p>
      )}
      {shows === "list" && !isBusy && rows.length === 0 && !isWhole && (
        <p className="empty">There is nothing to show from what could be read.</p>
      )}
      {failed === "next" && (
        <FailureBox title="The next listeners could not be read" failures={failures} onRetry={pages.loadMore} />
      )}
      {shows === "list" && failed !== "next" && hasMore && (
        <button type="button" className="load-more" onClick={pages.loadMore} disabled={isBusy}>
          {isBusy ? "Loading…" : "Load more"}
        </button>
      )}
    </section>
  );
}

function statusWords({
  rows,
  shows,
  isBusy,
  totalCount,
  hasMore,
  sourceProblems,
  failed,
}: ListenerPagesControl): string {
  if (isBusy) return "Loading…";
  if (shows === "none") return "";
  if (!hasMore && sourceProblems.length === 0 && failed === null) return countWords(rows.length, "listener");
  if (totalCount !== null) return `${rows.length} of ${totalCount} shown`;
  return `${rows.length} shown${hasMore ? ", there are more" : ""}`;
}

const SKELETON_ROWS = ["a", "b", "c", "d", "e", "f"];

function Skeleton() {
  return (
    <div className="skeleton" aria-hidden="true">
      {SKELETON_ROWS.map((row) => (
        <div key={row} />
      ))}
    </div>
  );
}
