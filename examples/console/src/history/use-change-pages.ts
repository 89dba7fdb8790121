import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { useClient } from "urql";
import { type Failure, failuresOf } from "../graph/failures.js";

interface Page<Entry> {
  readonly nodes: readonly Entry[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface ChangePages<Entry> {
  /** Null: nothing was read yet, or the reading failed. */
  readonly changes: readonly Entry[] | null;
  readonly hasMore: boolean;
  readonly isBusy: boolean;
  readonly failures: readonly Failure[];
  /** From the newest again. */
  read(): void;
  readMore(): void;
}

/**
 * Changes, newest first, page after page.
 * @param variables the same object as long as the same is asked
 * @param pageOf has to be the same function each time
 */
export function useChangePages<
  Data,
  Variables extends { after?: string | null },
  Entry extends { readonly id: string },
>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, "after">,
  pageOf: (data: Data) => Page<Entry> | null | undefined,
): ChangePages<Entry> {
  const client = useClient();
  const [pages, setPages] = useState<Omit<ChangePages<Entry>, "read" | "readMore"> & { readonly next: string | null }>({
    changes: null,
    hasMore: false,
    isBusy: true,
    failures: [],
    next: null,
  });
  const latest = useRef(0);

  const readAfter = useCallback(
    async (after: string | null) => {
      latest.current += 1;
      const own = latest.current;
      setPages((shown) => ({ ...shown, isBusy: true, failures: [] }));
      const asked = { ...variables, after } as Variables;
      const { data, error } = await client.query(document, asked, { requestPolicy: "network-only" });
      if (own !== latest.current) return;
      const page = data && pageOf(data);
      setPages((shown) => {
        if (!page) return { ...shown, isBusy: false, failures: error ? failuresOf(error) : [] };
        const before = after === null ? [] : (shown.changes ?? []);
        const changes = new Map([...before, ...page.nodes].map((change) => [change.id, change]));
        const { hasNextPage, endCursor } = page.pageInfo;
        return { changes: [...changes.values()], hasMore: hasNextPage, next: endCursor, isBusy: false, failures: [] };
      });
    },
    [client, document, variables, pageOf],
  );
  useEffect(() => void readAfter(null), [readAfter]);

  const read = useCallback(() => void readAfter(null), [readAfter]);
  return { ...pages, read, readMore: () => void readAfter(pages.next) };
}
