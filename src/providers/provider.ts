import type { ClassType } from "type-graphql";
import type { CloudAccountConfig } from "../config/account.js";
import type { OwnCapabilities } from "../model/capabilities.js";
import type { FieldChecks } from "../model/checked-input.js";
import type { CloudAccount } from "../model/cloud-account.js";
import type { ListenerProtocol, ResourceStatus, SeenHealth } from "../model/enums.js";
import type { ListenerFilter, ListenerParentFilter, PoolFilter } from "../model/filters.js";
import type { HeldSpaces } from "../model/free-ports.js";
import type { PoolMemberInput } from "../model/inputs-shared.js";
import type { ProviderLimits } from "../model/limits.js";
import type { Listener } from "../model/listener.js";
import type { CreateListenerInput, UpdateListenerInput } from "../model/listener-inputs.js";
import type { ListenerParent } from "../model/listener-parent.js";
import type { HealthMonitor, Pool, PoolMember } from "../model/pool.js";
import type { CreatePoolInput, SetPoolMembersInput, UpdatePoolInput } from "../model/pool-inputs.js";
import type { ProblemError } from "../model/problem-error.js";
import type { ResourceKind, ResourceRef } from "../model/resource-ref.js";
import type { SettingsTypes } from "../model/settings.js";
import type { SandboxCloud } from "../sandbox/sandbox-cloud.js";
import type { Call } from "../transport/call.js";
import type { Transport } from "../transport/transport.js";

/**
 * The port that every cloud implements. It speaks only the model and {@link ProblemError}s.
 *
 * Reads take many keys and answer by key, never by position: a key that is missing from the answer was not found, one
 * bad key fails alone, and a failure that concerns all keys rejects the whole promise. Lists are read to their end; if
 * that fails, the result has what was read, and the problem beside it.
 */

/** The results, by `ref.key`. A problem means that the object exists but could not be read. */
export type Found<T> = ReadonlyMap<string, T | ProblemError>;

/** The health of a pool's members, by their `ref.key`. */
export type HealthOfMembers = ReadonlyMap<string, SeenHealth>;

/** Which page of a list. */
export interface PageRequest {
  /**
   * The `next` of the previous page, or the position of any of its items: its `ref.key`, preceded by the `ref.hint` and
   * a slash if it has one. That item may be gone meanwhile. Null: from the start.
   */
  readonly after: string | null;
  /** How many items are wanted, 1 to 201. A page may have fewer, and even none, although more follow. */
  readonly limit: number;
}

/** Entries of a list, as far as they could be read. */
export interface Listing<T> {
  /** Each once. */
  readonly items: readonly T[];
  /**
   * Why others could not be read; none: these are all. The items are valid, but no decision may rely on the absence of
   * others.
   */
  readonly problems: readonly ProblemError[];
}

export interface Page<T> extends Listing<T> {
  /** Where to continue; null after the last page, or when reading cannot continue. */
  readonly next: string | null;
  /** The number of items on all pages of the same query; null unless that is known without reading the others. */
  readonly totalCount: number | null;
  /** Parents of the items that were read on the way: they are not read again for the same request. */
  readonly parents?: readonly ListenerParent[];
  /** Whether the whole filter of the query was checked. Omitted: it was not, or the query has none. */
  readonly hasChecked?: boolean;
}

/** Conditions that the cloud may be able to check itself. The caller checks all of them again. */
export interface ListenerQuery {
  readonly parent?: ResourceRef;
  readonly protocols?: readonly ListenerProtocol[];
  readonly statuses?: readonly ResourceStatus[];
  readonly nameContains?: string;
  readonly coversPort?: number;
  /** All that is asked for, but names of things. Clouds look at the other conditions only. */
  readonly filter?: ListenerFilter;
}
export interface PoolQuery {
  readonly parent?: ResourceRef;
  readonly nameContains?: string;
  readonly filter?: PoolFilter;
}
export interface ParentQuery {
  readonly nameContains?: string;
  readonly filter?: ListenerParentFilter;
}

/** A validated create, with its parent's id parsed. */
export interface CreateListenerCommand {
  /**
   * For calls that concern only this listener; the call beside the commands is for what they share. Omitted: the same.
   */
  readonly call?: Call;
  readonly parent: ResourceRef;
  readonly input: CreateListenerInput;
}
export interface CreatePoolCommand {
  readonly input: CreatePoolInput;
  /** The listener that is to forward to the pool, as just read; null when only a parent was named. */
  readonly listener: Listener | null;
  /** The load balancer or accelerator: the named one, or the listener's. */
  readonly parent: ResourceRef;
}
export interface DeleteOptions {
  /**
   * Also delete what depends on it: first check that all of it can be deleted, detach before anything is destroyed, and
   * restore what was removed if the cloud refuses. False: the cloud's refusal (RESOURCE_IN_USE) is returned.
   */
  readonly cascade: boolean;
}

/** Lists over an account, page by page. In a cloud's folder: lists.ts. */
export interface Lists {
  listListeners(query: ListenerQuery, page: PageRequest, call: Call): Promise<Page<Listener>>;
  listPools(query: PoolQuery, page: PageRequest, call: Call): Promise<Page<Pool>>;
  listParents(query: ParentQuery, page: PageRequest, call: Call): Promise<Page<ListenerParent>>;
}

/** Many keys at once, each answered independently. In a cloud's folder: reads.ts. */
export interface Reads {
  readListeners(refs: readonly ResourceRef[], call: Call): Promise<Found<Listener>>;
  readPools(refs: readonly ResourceRef[], call: Call): Promise<Found<Pool>>;
  readParents(refs: readonly ResourceRef[], call: Call): Promise<Found<ListenerParent>>;

  /** The listeners of each parent, in list order, by the parent's key. */
  listenersOfParents(parents: readonly ListenerParent[], call: Call): Promise<Found<Listing<Listener>>>;
  /** The pools that each listener forwards to, its default pool first, by the listener's key. */
  poolsOfListeners(listeners: readonly Listener[], call: Call): Promise<Found<Listing<Pool>>>;
  /** The members of each pool, by the pool's key; without their health if that takes separate calls. */
  membersOfPools(pools: readonly Pool[], call: Call): Promise<Found<Listing<PoolMember>>>;
  /**
   * The health of the members of each pool, by the pool's key and then the member's. Omitted if members come with it.
   */
  healthOfPools?(pools: readonly Pool[], call: Call): Promise<Found<HealthOfMembers>>;
  /** The health monitor of each pool, null for none, by the pool's key. */
  healthMonitorsOfPools(
    pools: readonly Pool[],
    call: Call,
  ): Promise<ReadonlyMap<string, HealthMonitor | null | ProblemError>>;
}

/** In a cloud's folder: listener-changes.ts. */
export interface ListenerChanges {
  /**
   * One result per command, in the order of the commands; a failed one does not stop the others. All share one parent.
   */
  createListeners(
    commands: readonly CreateListenerCommand[],
    call: Call,
  ): Promise<readonly (Listener | ProblemError)[]>;
  updateListener(listener: Listener, input: UpdateListenerInput, call: Call): Promise<Listener>;
  deleteListener(listener: Listener, options: DeleteOptions, call: Call): Promise<void>;
  /**
   * Deletes a listener or pool that exists but cannot be read, without its dependents. Omitted if the cloud needs more
   * than the ref for that.
   */
  deleteById?(ref: ResourceRef, call: Call): Promise<void>;
}

/** In a cloud's folder: pool-changes.ts. */
export interface PoolChanges {
  createPool(command: CreatePoolCommand, call: Call): Promise<Pool>;
  updatePool(pool: Pool, input: UpdatePoolInput, call: Call): Promise<Pool>;
  deletePool(pool: Pool, options: DeleteOptions, call: Call): Promise<void>;
  /** Replaces the whole set of members. */
  setPoolMembers(pool: Pool, members: readonly PoolMemberInput[], call: Call): Promise<Pool>;
}

/** What was kept of an object that was read earlier. */
export interface Kept {
  readonly ref: ResourceRef;
  /** The object's `parentRef`; null for parents themselves. */
  readonly parentRef: ResourceRef | null;
  /** The object's `native`, after having been JSON. */
  readonly native: unknown;
}

/** Makes objects again from what was kept of them; pure: nothing is read. In a cloud's folder: kept.ts. */
export interface Remapping {
  /** @throws ProblemError UNREADABLE when this version of the program cannot make it out */
  listenerAgain(kept: Kept): Listener;
  poolAgain(kept: Kept): Pool;
  parentAgain(kept: Kept): ListenerParent;
}

/**
 * One account of one cloud.
 *
 * Lists come in a stable order that does not depend on creation times: by the position of `ref.key`, so that a page can
 * continue after a deleted item, and new items never push seen ones onto a later page.
 *
 * Changes are called one at a time per parent, with input that has passed every rule, and with objects that were read
 * just before. They resolve when the cloud has accepted the change, with the object as it then reads (for example
 * CREATING); they do not wait for it to settle unless the cloud needs that between the steps of one change.
 */
export interface ProviderService extends Lists, Reads, ListenerChanges, PoolChanges, Remapping {
  /** Closes connections. */
  close(): Promise<void>;
}

/**
 * Checks that limits cannot express: across fields, and against the cloud's state. An input is checked once without and
 * (if it passes) once with the cloud's state in the context, before any change is sent.
 */
export interface ProviderChecks {
  readonly createListener?: FieldChecks<CreateListenerInput>;
  readonly updateListener?: FieldChecks<UpdateListenerInput>;
  readonly createPool?: FieldChecks<CreatePoolInput>;
  readonly updatePool?: FieldChecks<UpdatePoolInput>;
  readonly setPoolMembers?: FieldChecks<SetPoolMembersInput>;
  /** True: createListener's checks need the parent, which is then read first. */
  readonly createListenerNeedsParent?: boolean;
}

/**
 * Roughly how many calls each key costs when many are read at once: 1 if each needs a separate call, a fiftieth if
 * fifty share one, 0 if the result came with the key's object. Used to estimate a query's calls to clouds.
 */
export interface CallsPerKey {
  readonly listeners: number;
  readonly pools: number;
  readonly parents: number;
  readonly listenersOfParents: number;
  readonly poolsOfListeners: number;
  readonly membersOfPools: number;
  readonly healthOfPools: number;
  readonly healthMonitorsOfPools: number;
}

/** What a service is built from. */
export interface ProviderContext<C extends CloudAccountConfig = CloudAccountConfig> {
  readonly account: CloudAccount;
  readonly config: C;
  readonly transport: Transport;
}

/** Everything that the rest of the program knows of a cloud. */
export interface ProviderManifest<C extends CloudAccountConfig = CloudAccountConfig> {
  /** The folder's name, which is also the provider's name in the configuration: alibaba-ga. */
  readonly key: string;
  /** The value of the CloudProvider enum: ALIBABA_GA. */
  readonly name: string;
  /** Its name for people: Alibaba Cloud Global Accelerator. */
  readonly title: string;
  /** The enum value's description. */
  readonly description: string;
  /** The member's name in the settings inputs: alibabaGa. */
  readonly settingsKey: string;
  /** The kind of its listeners' parents. */
  readonly parentKind: "load-balancer" | "accelerator";
  readonly capabilities: OwnCapabilities;
  /** Lengths, patterns and bounds; unsupported fields are omitted. */
  readonly limits: Partial<ProviderLimits>;
  readonly listenerSettings: SettingsTypes;
  /** Omitted if pools have no fields of their own. */
  readonly poolSettings?: SettingsTypes;
  /** Checks that limits cannot express. */
  readonly checks: ProviderChecks;
  readonly callsPerKey: CallsPerKey;
  /**
   * The protocols for which a listener takes a port number: TCP, UDP or both. Omitted: only UDP has separate numbers.
   */
  readonly heldSpaces?: HeldSpaces;
  /** Whether lists are sorted by the hints of refs (the parents' ids) before their keys. Omitted: by keys only. */
  readonly listsByHint?: boolean;
  /** What the key of a ref consists of, if it is not a single id of the cloud: "parentId/listenerId". */
  readonly keyShapes?: Partial<Readonly<Record<ResourceKind, readonly string[]>>>;
  /** The shape of an account in the configuration file. */
  readonly accountConfig: ClassType<C>;
  /** The names of all used operations of the cloud, by which an account may limit them. */
  readonly actions: readonly string[];
  connect(context: ProviderContext<C>): ProviderService;
  /** The emulator, loaded on demand. */
  sandbox(): Promise<SandboxCloud>;
}

// A manifest is typed by its own account class; code that loops over all clouds only passes each its own configuration.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type AnyProviderManifest = ProviderManifest<any>;
