import { type KeyboardEvent, type MouseEvent, useState } from "react";
import type { ListenerRowFragment } from "../generated/graphql.js";
import { Ports } from "../parts/ports.js";
import { StatusPill } from "../parts/status-pill.js";
import type { Sort } from "../view-in-address.js";
import { cloudName, nameOf } from "../words.js";
import { keyOf } from "./groups.js";
import { ServingPill } from "./serving-pill.js";
import { SortableHeading } from "./sortable-heading.js";
import type { ListenerPagesControl } from "./use-listener-pages.js";
import { type Serving, useServing } from "./use-serving.js";

interface ListenerTableProps {
  readonly pages: Pick<ListenerPagesControl, "groups" | "rows" | "alsoMatches" | "isBusy">;
  /** How old health may be. */
  readonly maxAgeSeconds: number;
  readonly sort: Sort | null;
  onSort(sort: Sort | null): void;
  /** The listener whose detail is open. */
  readonly openId: string | null;
  addressOf(id: string): string;
  onOpen(id: string): void;
}

/** The id of the link that opens a listener. */
export const rowLinkId = (id: string): string => `listener-${id}`;

export function ListenerTable({ pages, maxAgeSeconds, sort, onSort, openId, addressOf, onOpen }: ListenerTableProps) {
  const { groups, rows, alsoMatches, isBusy } = pages;
  // One stop for the tab key in the whole table: the row where the focus was, or else the one that is open.
  const [visited, setVisited] = useState<string | null>(null);
  const has = (id: string | null) => rows.some((row) => row.id === id);
  const serving = useServing(rows, maxAgeSeconds);
  const stop = has(visited) ? visited : has(openId) ? openId : rows[0]?.id;
  return (
    <table className="listeners" aria-busy={isBusy}>
      <caption className="unseen">
        Listeners. Arrow keys, Home and End go from one to another, Enter opens its details.
      </caption>
      <thead>
        <tr>
          <SortableHeading field="NAME" {...{ sort, onSort }}>
            Name
          </SortableHeading>
          <th scope="col" className="wide-only">
            Cloud
          </th>
          <th scope="col" className="wide-only">
            Load balancer or accelerator
          </th>
          <SortableHeading field="FIRST_PORT" {...{ sort, onSort }}>
            Ports
          </SortableHeading>
          <SortableHeading field="STATUS" {...{ sort, onSort }}>
            Status
          </SortableHeading>
          <th scope="col" className="health-column">
            Servers
          </th>
        </tr>
      </thead>
      {groups.map(({ way, rows }) => (
        <tbody key={keyOf(way)}>
          {way.matches !== null && (
            <tr className="matches">
              <th scope="rowgroup" colSpan={6}>
                {way.matches}
              </th>
            </tr>
          )}
          {rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              also={alsoMatches.get(row.id)}
              serving={serving.get(row.id)}
              isOpen={row.id === openId}
              isStop={row.id === stop}
              onVisit={() => setVisited(row.id)}
              address={addressOf(row.id)}
              onOpen={() => onOpen(row.id)}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

interface RowProps {
  readonly row: ListenerRowFragment;
  /** What else matches, beside what its group has in common. */
  readonly also: readonly string[] | undefined;
  readonly serving: Serving | undefined;
  readonly isOpen: boolean;
  /** Whether the tab key stops here. */
  readonly isStop: boolean;
  readonly address: string;
  onVisit(): void;
  onOpen(): void;
}

function Row({ row, also, serving, isOpen, isStop, address, onVisit, onOpen }: RowProps) {
  const place = [row.account.id, row.region].filter(Boolean).join(" · ");
  const { parent } = row;
  const [entry] = parent?.addresses ?? [];
  return (
    <tr data-open={isOpen}>
      <th scope="row">
        <a
          id={rowLinkId(row.id)}
          href={address}
          aria-current={isOpen ? "true" : undefined}
          tabIndex={isStop ? 0 : -1}
          onFocus={onVisit}
          onClick={(event) => openHere(event, onOpen)}
          onKeyDown={goToAnother}
        >
          {nameOf(row)}
        </a>
        <span className="small narrow-only">
          {cloudName(row.provider)}
          {parent && `, ${nameOf(parent)}`}
        </span>
        {also && also.length > 0 && <span className="small">Also: {also.join(", ")}</span>}
        {/* Where there is no room for a column: only what calls for somebody. */}
        {(serving?.reached === "NO" || serving?.reached === "NOT_READ") && (
          <span className="health-below">
            <ServingPill serving={serving} />
          </span>
        )}
      </th>
      <td className="wide-only">
        {cloudName(row.provider)}
        <span className="small place">{place}</span>
      </td>
      <td className="wide-only">
        {parent && nameOf(parent)}
        <span className="small entry" title={entry}>
          {entry}
        </span>
      </td>
      <td className="ports">
        <span className="protocol">{row.protocol}</span> <Ports ranges={row.portRanges} />
      </td>
      <td>
        <StatusPill status={row.status} />
      </td>
      <td className="health-column">
        <ServingPill serving={serving} />
      </td>
    </tr>
  );
}

/** A plain click opens beside the list; with a modifier the browser does what it always does with links. */
function openHere(event: MouseEvent, onOpen: () => void): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  onOpen();
}

/** The row that a key leads to, by its place among all. */
const WAYS: Readonly<Record<string, (place: number, count: number) => number>> = {
  ArrowDown: (place) => place + 1,
  ArrowUp: (place) => place - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
};

function goToAnother(event: KeyboardEvent<HTMLElement>): void {
  const links = [...(event.currentTarget.closest("table")?.querySelectorAll<HTMLElement>("tbody a") ?? [])];
  const link = links[WAYS[event.key]?.(links.indexOf(event.currentTarget), links.length) ?? -1];
  if (!link) return;
  event.preventDefault();
  link.focus();
}
