import type { ListenerOrderField } from "../generated/graphql.js";
import type { Sort } from "../view-in-address.js";

interface SortableHeadingProps {
  readonly field: ListenerOrderField;
  readonly sort: Sort | null;
  readonly children: string;
  onSort(sort: Sort | null): void;
}

/** The heading of a column that the graph orders by: upwards, downwards, and back to account by account. */
export function SortableHeading({ field, sort, children, onSort }: SortableHeadingProps) {
  const direction = sort?.field === field ? sort.direction : null;
  const next = direction === null ? "ASC" : direction === "ASC" ? "DESC" : null;
  return (
    <th scope="col" aria-sort={direction === null ? undefined : direction === "ASC" ? "ascending" : "descending"}>
      <button type="button" className="sort" onClick={() => onSort(next && { field, direction: next })}>
        {children}
        <span aria-hidden="true" className="sort-mark">
          {direction === null ? "↕" : direction === "ASC" ? "↑" : "↓"}
        </span>
      </button>
    </th>
  );
}
