import DataLoader from "dataloader";
import { type Gate, maySeeChange } from "../access/gate.js";
import type { ChangeStep, CloudChange } from "../model/cloud-change.js";
import type { CloudChangeConnection, CloudChangeFilter } from "../model/cloud-change-list.js";
import { ProblemError } from "../model/problem-error.js";
import { parseGlobalId, urnOf } from "../model/resource-ref.js";
import type { ChangeRecord } from "../store/change-record.js";
import { toChangeStep, toCloudChange } from "../store/cloud-change.js";
import type { ChangePage, ChangeQuery, Journal } from "../store/journal.js";
import { changeCursor, seqIn } from "./change-cursor.js";
import { refuseUnknown } from "./list-arguments.js";
import { checkPageArguments, type PageArguments } from "./page-arguments.js";

interface Target {
  readonly urn: string;
  readonly accountId: string;
}

const NOTHING: ChangePage = { changes: [], hasMore: false };

/** The history of changes for one request: what its caller may see, with few queries to the store. */
export class ChangeHistory {
  readonly #gate: Gate;
  readonly #journal: Journal;
  readonly #steps: DataLoader<string, readonly ChangeStep[]>;
  readonly #changes: DataLoader<string, ChangeRecord | null>;
  readonly #ofTargets = new Map<string, DataLoader<string, ChangePage>>();
  readonly #latest: DataLoader<string, ChangeRecord | null>;
  readonly #ownLatest: DataLoader<string, ChangeRecord | null>;

  constructor(gate: Gate, journal: Journal) {
    this.#gate = gate;
    this.#journal = journal;
    this.#steps = new DataLoader(async (ids) => {
      const calls = await journal.callsOf(ids);
      return ids.map((id) => (calls.get(id) ?? []).map(toChangeStep));
    });
    this.#changes = new DataLoader(async (ids) => {
      const found = new Map((await journal.findMany(ids)).map((record) => [record.id, record]));
      return ids.map((id) => found.get(id) ?? null);
    });
    const latestOf = (callerId: string | null) =>
      new DataLoader<string, ChangeRecord | null>(async (urns) => {
        const found = await journal.latestByTarget(urns, callerId);
        return urns.map((urn) => found.get(urn) ?? null);
      });
    this.#latest = latestOf(null);
    this.#ownLatest = latestOf(gate.caller.id);
  }

  /**
   * Null: there is none, or none that the caller may see.
   * @throws ProblemError STORE_UNAVAILABLE
   */
  async change(id: string): Promise<CloudChange | null> {
    const record = await this.#changes.load(id);
    return record && this.shown(record);
  }

  /** A change as it was read; null: the caller may not see it. */
  shown(record: ChangeRecord): CloudChange | null {
    return maySeeChange(this.#gate, record) ? this.#shown(record) : null;
  }

  /**
   * A change now and at every step that is recorded, until its end; see {@link Journal.progress}. Null: as for
   * {@link change}.
   */
  async progress(id: string): Promise<AsyncIterableIterator<ChangeRecord> | null> {
    return (await this.change(id)) && this.#journal.progress(id);
  }

  /** The requests that were sent for a change. */
  steps(changeId: string): Promise<readonly ChangeStep[]> {
    return this.#steps.load(changeId);
  }

  /** @throws ProblemError INVALID_INPUT for invalid arguments; STORE_UNAVAILABLE */
  async list(filter: CloudChangeFilter | null, page: PageArguments): Promise<CloudChangeConnection> {
    checkPageArguments(page);
    const beforeSeq = page.after == null ? undefined : seqIn(page.after);
    const query = { ...this.#queryOf(filter), beforeSeq, limit: page.first };
    return this.#connection(await this.#journal.list(query), page);
  }

  /**
   * Empty if the caller may not see who changed what.
   * @throws ProblemError as {@link list} does
   */
  async ofTarget({ urn, accountId }: Target, page: PageArguments): Promise<CloudChangeConnection> {
    checkPageArguments(page);
    const beforeSeq = page.after == null ? undefined : seqIn(page.after);
    if (!this.#gate.rightsTo(accountId).may("audit")) return this.#connection(NOTHING, page);
    const query = { beforeSeq, limit: page.first };
    const pages = `${beforeSeq ?? ""} ${page.first}`;
    const loader =
      this.#ofTargets.get(pages) ??
      new DataLoader<string, ChangePage>(async (urns) => {
        const found = await this.#journal.listByTarget(urns, query);
        return urns.map((one) => found.get(one) ?? NOTHING);
      });
    this.#ofTargets.set(pages, loader);
    return this.#connection(await loader.load(urn), page);
  }

  /**
   * The newest change that touched it, as far as the caller may see changes of the account. Null: none is on record.
   * @throws ProblemError STORE_UNAVAILABLE
   */
  async latestOf({ urn, accountId }: Target): Promise<CloudChange | null> {
    const loader = this.#gate.rightsTo(accountId).may("audit") ? this.#latest : this.#ownLatest;
    const record = await loader.load(urn);
    return record && maySeeChange(this.#gate, record) ? this.#shown(record) : null;
  }

  #queryOf(filter: CloudChangeFilter | null): Omit<ChangeQuery, "limit"> {
    const { accountIds, targetUrn, parentId, requestedAfter, requestedBefore } = filter ?? {};
    refuseUnknown(accountIds ?? [], this.#gate.accounts);
    const audited = [...this.#gate.accounts.keys()].filter((id) => this.#gate.rightsTo(id).may("audit"));
    return {
      accountIds: accountIds ? audited.filter((id) => accountIds.includes(id)) : audited,
      targetUrn: targetUrn ?? undefined,
      parentUrn: parentId == null ? undefined : parentUrnIn(parentId),
      states: filter?.states ?? undefined,
      actions: filter?.actions ?? undefined,
      origins: filter?.origins ?? undefined,
      callerId: filter?.callerId ?? undefined,
      requestedAfter: requestedAfter == null ? undefined : Date.parse(requestedAfter),
      requestedBefore: requestedBefore == null ? undefined : Date.parse(requestedBefore),
    };
  }

  #connection({ changes, hasMore }: ChangePage, { after }: PageArguments): CloudChangeConnection {
    const edges = changes.map((record) => ({ cursor: changeCursor(record.seq), node: this.#shown(record) }));
    const isWhole = after == null && !hasMore;
    return {
      edges,
      nodes: edges.map(({ node }) => node),
      pageInfo: {
        hasNextPage: hasMore,
        hasPreviousPage: after != null,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
      totalCount: isWhole ? edges.length : null,
    };
  }

  #shown(record: ChangeRecord): CloudChange {
    return toCloudChange(record, this.#gate.accounts.get(record.accountId)!.account);
  }
}

function parentUrnIn(id: string): string {
  const ref = parseGlobalId(id);
  if (ref && (ref.kind === "load-balancer" || ref.kind === "accelerator")) return urnOf(ref);
  throw new ProblemError({
    code: "INVALID_INPUT",
    path: ["filter", "parentId"],
    message: "This is not the id of a load balancer or accelerator. Use an id that this graph returned.",
  });
}
