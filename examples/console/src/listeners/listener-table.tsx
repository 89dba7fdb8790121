import { type KeyboardEvent, type MouseEvent, useState } from "react";
import type { ListenerRowFragment } from "../generated/graphql.js";
import { Ports } from "../parts/ports.js";
import { StatusPill } from "../parts/status-pill.js";
import { cloudName, nameOf } from "../words.js";
import { ServingPill } from "./serving-pill.js";
import { type Serving, useServing } from "./use-serving.js";

interface ListenerTableProps {
  readonly rows: readonly ListenerRowFragment[];
  /** The listener whose detail is open. */
  readonly openId: string | null;
  readonly isBusy: boolean;
  addressOf(id: string): string;
  onOpen(id: string): void;
}

/** The id of the link that opens a listener. */
export const rowLinkId = (id: string): string => `listener-${id}`;

export function ListenerTable({ rows, openId, isBusy, addressOf, onOpen }: ListenerTableProps) {
  // One stop for the tab key in the whole table: the row where the focus was, or else the one that is open.
  const [visited, setVisited] = useState<string | null>(null);
  const has = (id: string | null) => rows.some((row) => row.id === id);
  const serving = useServing(rows);
  const stop = has(visited) ? visited : has(openId) ? openId : rows[0]?.id;
  return (
    <table className="listeners" aria-busy={isBusy}>
      <caption className="unseen">
        Listeners. Arrow keys, Home and End go from one to another, Enter opens its details.
      </caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col" className="wide-only">
            Cloud
          </th>
          <th scope="col" className="wide-only">
            Load balancer or accelerator
          </th>
          <th scope="col">Ports</th>
          <th scope="col">Status</th>
          <th scope="col" className="health-column">
            Servers
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            serving={serving.get(row.id)}
            isOpen={row.id === openId}
            isStop={row.id === stop}
            onVisit={() => setVisited(row.id)}
            address={addressOf(row.id)}
            onOpen={() => onOpen(row.id)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly row: ListenerRowFragment;
  readonly serving: Serving | undefined;
  readonly isOpen: boolean;
  /** Whether the tab key stops here. */
  readonly isStop: boolean;
  readonly address: string;
  onVisit(): void;
  onOpen(): void;
}

function Row({ row, serving, isOpen, isStop, address, onVisit, onOpen }: RowProps) {
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
        {/* Where there is no room for a column: only what calls for somebody. */}
        {(serving === "NO" || serving === "NOT_READ") && (
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

/** The row that a key leads to from another. */
const WAYS: Readonly<Record<string, (row: Element) => Element | null | undefined>> = {
  ArrowDown: (row) => row.nextElementSibling,
  ArrowUp: (row) => row.previousElementSibling,
  Home: (row) => row.parentElement?.firstElementChild,
  End: (row) => row.parentElement?.lastElementChild,
};

function goToAnother(event: KeyboardEvent<HTMLElement>): void {
  const row = event.currentTarget.closest("tr");
  const link = row && WAYS[event.key]?.(row)?.querySelector("a");
  if (!link) return;
  event.preventDefault();
  link.focus();
}
