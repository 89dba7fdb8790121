import DataLoader from "dataloader";
import { inChunks } from "../providers/kit/keyed-reads.js";
import type { FoundKept, SeenKind, SeenStore } from "../store/seen.js";

/** Maximum keys in one statement. */
const KEYS_AT_ONCE = 1_000;

interface Asked {
  readonly accountId: string;
  readonly kind: SeenKind;
  readonly keys: readonly string[];
}

/** Rows by key. What several accounts ask for at the same time is read with one statement. */
export class RowsByKey {
  readonly #loader: DataLoader<Asked, readonly FoundKept[]>;

  constructor(seen: Pick<SeenStore, "findKept">) {
    this.#loader = new DataLoader((all) => rowsOf(all, seen), { cache: false });
  }

  /** The rows of the objects that exist. @throws StoreError */
  of(accountId: string, kind: SeenKind, keys: readonly string[]): Promise<readonly FoundKept[]> {
    return keys.length === 0 ? Promise.resolve([]) : this.#loader.load({ accountId, kind, keys });
  }
}

async function rowsOf(
  all: readonly Asked[],
  seen: Pick<SeenStore, "findKept">,
): Promise<readonly (readonly FoundKept[])[]> {
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  const rows = new Map(
    await Promise.all(
      kinds.map(async (kind) => {
        const asked = all.filter((one) => one.kind === kind);
        const refs = asked.flatMap(({ accountId, keys }) => keys.map((key) => ({ accountId, key })));
        const accountIds = [...new Set(asked.map(({ accountId }) => accountId))];
        const read = (named: typeof refs) =>
          seen.findKept({ accountIds, kind, conditions: { named }, limit: named.length });
        const parts = await Promise.all(inChunks(refs, KEYS_AT_ONCE).map(read));
        return [kind, parts.flat()] as const;
      }),
    ),
  );
  return all.map(({ accountId, kind, keys }) => {
    const wanted = new Set(keys);
    return rows.get(kind)!.filter((row) => row.accountId === accountId && wanted.has(row.key));
  });
}
