import { useEffect, useMemo, useRef } from "react";
import { ListenerHistoryDocument, type ListenerHistoryQuery } from "../generated/graphql.js";
import { ChangeEntry } from "./change-entry.js";
import { ChangeList } from "./change-list.js";
import { useChangePages } from "./use-change-pages.js";

interface ListenerHistoryProps {
  readonly id: string;
  readonly headingId: string;
  /** Whether the caller may see who changed what. */
  readonly mayAudit: boolean;
  /** Read again when this changes. */
  readonly readings: unknown;
  /** It became known what came of a change. */
  onLookedAgain(): void;
}

const pageOf = (data: ListenerHistoryQuery) => data.listener?.changes;

/** Who changed what of a listener, newest first. */
export function ListenerHistory({ mayAudit, headingId, ...props }: ListenerHistoryProps) {
  return (
    <section aria-labelledby={headingId}>
      <h3 id={headingId}>History</h3>
      {mayAudit ? <Changes {...props} /> : <p className="small">You may not see who changed what in this account.</p>}
    </section>
  );
}

function Changes({ id, readings, onLookedAgain }: Omit<ListenerHistoryProps, "mayAudit" | "headingId">) {
  const variables = useMemo(() => ({ id }), [id]);
  const pages = useChangePages(ListenerHistoryDocument, variables, pageOf);
  const { read } = pages;
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) read();
    isFirst.current = false;
  }, [read, readings]);
  return (
    <ChangeList pages={pages}>
      {(change) => (
        <ChangeEntry
          key={change.id}
          change={change}
          onLookedAgain={() => {
            read();
            onLookedAgain();
          }}
        />
      )}
    </ChangeList>
  );
}
