import type { KeyboardEvent, MouseEvent } from "react";
import type { ListenerRowFragment } from "../generated/graphql.js";
import { Ports } from "../parts/ports.js";
import { StatusPill } from "../parts/status-pill.js";
import { cloudName, nameOf } from "../words.js";

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
  return (
    <table className="listeners" aria-busy={isBusy}>
      <caption className="unseen">Listeners. Arrow keys go from one to the next, Enter opens its details.</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col" className="wide-only">
            Cloud
          </th>
          <th scope="col">Ports</th>
          <th scope="col">Status</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            isOpen={row.id === openId}
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
  readonly isOpen: boolean;
  readonly address: string;
  onOpen(): void;
}

function Row({ row, isOpen, address, onOpen }: RowProps) {
  const place = [row.account.id, row.region].filter(Boolean).join(" · ");
  return (
    <tr data-open={isOpen}>
      <th scope="row">
        <a
          id={rowLinkId(row.id)}
          href={address}
          aria-current={isOpen ? "true" : undefined}
          onClick={(event) => openHere(event, onOpen)}
          onKeyDown={goToNeighbour}
        >
          {nameOf(row)}
        </a>
        <span className="small narrow-only">{cloudName(row.provider)}</span>
      </th>
      <td className="wide-only">
        {cloudName(row.provider)}
        <span className="small">{place}</span>
      </td>
      <td className="ports">
        <span className="protocol">{row.protocol}</span> <Ports ranges={row.portRanges} />
      </td>
      <td>
        <StatusPill status={row.status} />
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

function goToNeighbour(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const row = event.currentTarget.closest("tr");
  const neighbour = event.key === "ArrowDown" ? row?.nextElementSibling : row?.previousElementSibling;
  const link = neighbour?.querySelector("a");
  if (!link) return;
  event.preventDefault();
  link.focus();
}
