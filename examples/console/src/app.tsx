import { type ComponentProps, useCallback, useRef, useState } from "react";
import { useQuery } from "urql";
import { DeleteDialog } from "./close-port/delete-dialog.js";
import { DetailPane } from "./detail/detail-pane.js";
import { ListenerDetail } from "./detail/listener-detail.js";
import { Notices } from "./follow/notices.js";
import { useFollow } from "./follow/use-follow.js";
import { AccountsDocument, type ListenerRowFragment } from "./generated/graphql.js";
import { RecentChangesDialog } from "./history/recent-changes-dialog.js";
import { FilterBar } from "./listeners/filter-bar.js";
import { ListenerList } from "./listeners/listener-list.js";
import { rowLinkId } from "./listeners/listener-table.js";
import { useQuestionOf } from "./listeners/question-of-view.js";
import { useListenerPages } from "./listeners/use-listener-pages.js";
import { OpenPortDialog } from "./open-port/open-port-dialog.js";
import { callerName, may } from "./rights.js";
import { ServersDialog } from "./servers/servers-dialog.js";
import { addressOf, useView } from "./view-in-address.js";

/** Whose servers are being changed. */
type Serving = Pick<ComponentProps<typeof ServersDialog>, "listener" | "pool">;

const DETAIL_HEADING = "detail-heading";

function focusOn(id: string, otherwise = "list-heading"): void {
  (document.getElementById(id) ?? document.getElementById(otherwise))?.focus();
}

export function App() {
  const [view, changeView] = useView();
  const pages = useListenerPages(useQuestionOf(view));
  const [isOpening, setIsOpening] = useState(false);
  const [isLookingBack, setIsLookingBack] = useState(false);
  const [readings, setReadings] = useState(0);
  const [serving, setServing] = useState<Serving | null>(null);
  const [deleting, setDeleting] = useState<ListenerRowFragment | null>(null);
  const [{ data: known }] = useQuery({ query: AccountsDocument });
  const accounts = known?.cloudAccounts;
  const caller = callerName(known?.cloudAccess?.caller);
  const mayOpen = !accounts || accounts.some((account) => may(account, "PLAN"));
  const mayLookBack = !accounts || accounts.some((account) => may(account, "AUDIT"));
  const openId = useRef(view.listener);
  openId.current = view.listener;

  const { add, patch, drop } = pages;
  const readDetailsAgain = () => setReadings((count) => count + 1);
  const closeDetail = useCallback(() => {
    const id = openId.current;
    changeView({ listener: null });
    // After the pane is gone, or a dialog's own return of the focus would come later.
    if (id !== null) setTimeout(() => focusOn(rowLinkId(id)));
  }, [changeView]);
  const { notices, follow, dismiss } = useFollow({
    onChange: (listener) => {
      patch(listener);
      // It may be on none of the pages that the list has read.
      if (openId.current === listener.id) readDetailsAgain();
    },
    onGone: (id) => {
      drop(id);
      if (openId.current === id) closeDetail();
    },
  });

  function opened(listener: ListenerRowFragment): void {
    setIsOpening(false);
    add(listener);
    changeView({ listener: listener.id });
    follow(listener, "settled");
    setTimeout(() => focusOn(DETAIL_HEADING));
  }

  function changed(listener: ListenerRowFragment): void {
    const changing: ListenerRowFragment = { ...listener, status: "UPDATING" };
    setServing(null);
    patch(changing);
    readDetailsAgain();
    follow(changing, "settled");
  }

  function deleted(listener: ListenerRowFragment): void {
    setDeleting(null);
    patch({ ...listener, status: "DELETING" });
    closeDetail();
    follow(listener, "gone");
  }

  return (
    <>
      <header className="top">
        <div>
          <h1>Cloud listeners</h1>
          <p className="small">
            Open ports of load balancers and accelerators, over all clouds
            {caller && `. You are ${caller}.`}
          </p>
        </div>
        <div className="top-actions">
          {!mayOpen && (
            <p id="why-not-open" className="small">
              You may look, and change nothing.
            </p>
          )}
          {mayLookBack && (
            <button type="button" onClick={() => setIsLookingBack(true)}>
              Recent changes
            </button>
          )}
          <button
            type="button"
            className="primary"
            disabled={!mayOpen}
            aria-describedby={mayOpen ? undefined : "why-not-open"}
            onClick={() => setIsOpening(true)}
          >
            Open a port
          </button>
        </div>
      </header>
      <main data-has-pane={view.listener !== null}>
        <div className="main-column">
          <FilterBar view={view} accounts={accounts} onChange={changeView} />
          <Notices notices={notices} dismiss={dismiss} />
          <ListenerList
            pages={pages}
            openId={view.listener}
            isFiltered={[view.find, view.cloud, view.status].some(Boolean)}
            maxAgeSeconds={view.age}
            sort={view.sort}
            onSort={(sort) => changeView({ sort })}
            addressOf={(listener) => addressOf({ ...view, listener })}
            onOpen={(listener) => changeView({ listener })}
          />
        </div>
        {view.listener !== null && (
          <DetailPane listenerId={view.listener} headingId={DETAIL_HEADING} onClose={closeDetail}>
            <ListenerDetail
              key={view.listener}
              id={view.listener}
              headingId={DETAIL_HEADING}
              row={pages.rows.find(({ id }) => id === view.listener)}
              readings={readings}
              onRead={patch}
              onClose={closeDetail}
              onDelete={setDeleting}
              onServers={(listener, pool) => setServing({ listener, pool })}
            />
          </DetailPane>
        )}
      </main>
      {isLookingBack && (
        <RecentChangesDialog
          onClose={() => setIsLookingBack(false)}
          onLookedAgain={() => {
            pages.refresh();
            readDetailsAgain();
          }}
        />
      )}
      {isOpening && <OpenPortDialog onClose={() => setIsOpening(false)} onOpened={opened} />}
      {serving && (
        <ServersDialog {...serving} onClose={() => setServing(null)} onChanged={() => changed(serving.listener)} />
      )}
      {deleting && (
        <DeleteDialog
          listener={deleting}
          onClose={(isOutdated) => {
            setDeleting(null);
            if (isOutdated) readDetailsAgain();
          }}
          onDeleted={() => deleted(deleting)}
        />
      )}
    </>
  );
}
