import { RecentChangesDocument, type RecentChangesQuery } from "../generated/graphql.js";
import { Modal } from "../parts/modal.js";
import { nameOf } from "../words.js";
import { ChangeEntry } from "./change-entry.js";
import { ChangeList } from "./change-list.js";
import { useChangePages } from "./use-change-pages.js";

type RecentChange = NonNullable<RecentChangesQuery["cloudChanges"]>["nodes"][number];

const EVERYTHING = {};
const pageOf = (data: RecentChangesQuery) => data.cloudChanges;

interface RecentChangesDialogProps {
  onClose(): void;
  /** It became known what came of a change. */
  onLookedAgain(): void;
}

/** Who changed what over all accounts, also of listeners that are gone or never came to be. */
export function RecentChangesDialog({ onClose, onLookedAgain }: RecentChangesDialogProps) {
  const pages = useChangePages(RecentChangesDocument, EVERYTHING, pageOf);
  return (
    <Modal className="modal" labelledBy="recent-heading" onClose={onClose}>
      <header className="modal-head">
        <h2 id="recent-heading">Recent changes</h2>
        <button type="button" className="quiet" onClick={onClose}>
          Close
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keyboards have to reach it */}
      <section className="modal-body" aria-label="Changes of all accounts" tabIndex={0}>
        <p className="small">Of the accounts whose history you may see, newest first.</p>
        <ChangeList pages={pages}>
          {(change) => (
            <ChangeEntry
              key={change.id}
              change={change}
              what={whatOf(change)}
              onLookedAgain={() => {
                pages.read();
                onLookedAgain();
              }}
            />
          )}
        </ChangeList>
      </section>
    </Modal>
  );
}

/** What was changed and where, by names where there are any; what is gone has the name that it had, or its id at the cloud. */
function whatOf({ target, targetUrn, parent, account, differences }: RecentChange): string {
  const naming = differences.find(({ path }) => path.join() === "name");
  const gone = naming?.after ?? naming?.before ?? targetUrn?.split(":").at(-1);
  const what = target ? nameOf(target) : gone && String(gone);
  return [what, parent && `on ${nameOf(parent)}`, `(${account.id})`].filter(Boolean).join(" ");
}
