import { useEffect, useRef, useState } from "react";
import { useQuery } from "urql";
import { useSoon, useWatch } from "../follow/use-watch.js";
import { listeners, pools } from "../follow/watching.js";
import { ListenerDetailDocument, type ListenerRowFragment, type PoolInDetailFragment } from "../generated/graphql.js";
import { failuresOf } from "../graph/failures.js";
import { ListenerHistory } from "../history/listener-history.js";
import { Ago } from "../parts/ago.js";
import { FailureBox } from "../parts/failure-box.js";
import { SourceBanner } from "../parts/source-banner.js";
import { StatusPill } from "../parts/status-pill.js";
import { may, whyNot } from "../rights.js";
import { nameOf } from "../words.js";
import { type DetailedListener, ListenerFacts } from "./listener-facts.js";
import { ParentFacts } from "./parent-facts.js";
import { PoolView } from "./pool-view.js";
import { SettingsFacts } from "./settings-facts.js";

const ON_ITS_WAY: ReadonlySet<string> = new Set(["CREATING", "UPDATING", "DELETING"]);
const LOOKS_AGAIN_AFTER_MS = 2_000;

/** Whether every server behind it fails its checks: the cloud calls such a listener active all the same. */
function isDead({ pools }: DetailedListener): boolean {
  const members = pools.nodes.flatMap((pool) => pool.members.nodes);
  return members.length > 0 && members.every(({ health }) => health === "UNHEALTHY");
}

interface ListenerDetailProps {
  readonly id: string;
  readonly headingId: string;
  /** The listener as the list has it: what is known while the rest is read, and newer where a change is followed. */
  readonly row: ListenerRowFragment | undefined;
  /** Read the details again when this goes up. */
  readonly readings: number;
  onRead(listener: ListenerRowFragment): void;
  onClose(): void;
  onDelete(listener: ListenerRowFragment): void;
  /** Null: there is no pool yet. */
  onServers(listener: DetailedListener, pool: PoolInDetailFragment | null): void;
}

export function ListenerDetail({
  id,
  headingId,
  row,
  readings,
  onRead,
  onClose,
  onDelete,
  onServers,
}: ListenerDetailProps) {
  const [{ data, error, fetching }, read] = useQuery({
    query: ListenerDetailDocument,
    variables: { id },
    requestPolicy: "cache-and-network",
  });
  const readAgain = () => read({ requestPolicy: "network-only" });
  const [tidings, setTidings] = useState(0);
  const lookAgain = useSoon(() => {
    setTidings((count) => count + 1);
    readAgain();
  });
  const isFirst = useRef(true);
  // What a change did to the rest is read when the status moves on.
  useEffect(() => {
    if (!isFirst.current) readAgain();
    isFirst.current = false;
  }, [row?.status, readings]);

  const listener = data?.listener?.id === id ? data.listener : null;
  useEffect(() => {
    if (listener) onRead(listener);
  }, [listener, onRead]);
  const poolIds = listener?.pools.nodes.map((pool) => pool.id) ?? [];
  useWatch(listeners, [id], lookAgain);
  useWatch(pools, poolIds, lookAgain);
  // Pools settle in their own time, after the listener's status has; the graph may not tell of it.
  const isOnItsWay = !fetching && !pools.isLive() && listener?.pools.nodes.some(({ status }) => ON_ITS_WAY.has(status));
  useEffect(() => {
    if (!isOnItsWay) return;
    const timer = setTimeout(readAgain, LOOKS_AGAIN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isOnItsWay]);
  const known = row ?? listener;
  const isSettled = known?.status === "ACTIVE" || known?.status === "ERROR" || known?.status === "UNKNOWN";
  // Who may plan may look at the form; it says itself what it cannot do.
  const mayPlan = known !== null && known !== undefined && may(known.account, "PLAN");
  const reason = known ? whyNot(known.account, "DELETE") : null;
  const failures = error ? failuresOf(error) : [];
  return (
    <>
      <header className="pane-head">
        <h2 id={headingId} tabIndex={-1}>
          {known ? nameOf(known) : "Listener"}
        </h2>
        <button type="button" className="quiet" onClick={onClose}>
          Close
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keyboards have to reach it */}
      <section className="pane-body" aria-label="Details" tabIndex={0}>
        {known && (
          <p className="status-line">
            <StatusPill status={known.status} />
            {listener && isDead(listener) && (
              <span className="pill" data-health="UNHEALTHY">
                No healthy server
              </span>
            )}
            {known.nativeStatus && <span className="small">The cloud says {known.nativeStatus}</span>}
            {listener && (
              <span className="small">
                Read <Ago at={listener.readAt} />
              </span>
            )}
          </p>
        )}
        {!listener && fetching && <p role="status">Loading the details…</p>}
        {failures.length > 0 && (
          <FailureBox
            title={listener ? "Some of this could not be read" : "This listener could not be read"}
            failures={failures}
            onRetry={readAgain}
          />
        )}
        {listener && (
          <>
            <ListenerFacts listener={listener} />
            <ParentFacts parent={listener.parent} />
            <section aria-labelledby={`${headingId}-pools`}>
              <h3 id={`${headingId}-pools`}>Pools</h3>
              <SourceBanner what="pools" problems={listener.pools.sourceProblems} onRetry={readAgain} />
              {listener.pools.isComplete && listener.pools.nodes.length === 0 && (
                <>
                  <p className="small">Traffic is forwarded to no server yet.</p>
                  {mayPlan && (
                    <button
                      type="button"
                      className="primary"
                      onClick={() => onServers(listener, null)}
                      disabled={!isSettled}
                    >
                      Add servers…
                    </button>
                  )}
                </>
              )}
              {listener.pools.nodes.map((pool) => (
                <PoolView
                  key={pool.id}
                  pool={pool}
                  isSettled={isSettled}
                  mayChange={mayPlan}
                  onServers={() => onServers(listener, pool)}
                />
              ))}
              {listener.pools.pageInfo.hasNextPage && (
                <p className="small">There are more pools than the 20 shown here.</p>
              )}
            </section>
            <SettingsFacts settings={listener.settings} />
            <ListenerHistory
              id={id}
              headingId={`${headingId}-history`}
              mayAudit={may(listener.account, "AUDIT")}
              readings={`${row?.status} ${readings} ${tidings}`}
              onLookedAgain={readAgain}
            />
          </>
        )}
      </section>
      {known && (
        <footer className="pane-foot">
          {reason && (
            <p id={`${headingId}-why-not`} className="small why-not">
              {reason}
            </p>
          )}
          <button
            type="button"
            className="danger"
            onClick={() => onDelete(known)}
            disabled={reason !== null || known.status === "DELETING"}
            aria-describedby={reason ? `${headingId}-why-not` : undefined}
          >
            Delete…
          </button>
        </footer>
      )}
    </>
  );
}
