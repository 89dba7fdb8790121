import { AccessConfig } from "./access.js";
import { AccessDirectivesConfig } from "./access-directives.js";
import { ConnectionLimits } from "./connection-limits.js";
import {
  Amount,
  Flag,
  HeaderNames,
  Host,
  HttpAddress,
  Nested,
  Networks,
  OneOf,
  Optional,
  Origins,
  SecretText,
  WholeNumber,
} from "./fields.js";
import { MetricsConfig } from "./metrics.js";
import type { Secret } from "./secret.js";
import { SubscriptionsConfig } from "./subscriptions.js";
import { TlsConfig } from "./tls.js";
import { TrustedDocumentsConfig } from "./trusted-documents.js";

/** Limits of the server. */
export class ServerLimits extends ConnectionLimits {
  /** Milliseconds for a query, from its arrival to its answer. A request header may shorten it. */
  @WholeNumber({ min: 100, max: 600_000 })
  readDeadlineMs = 10_000;

  /** Milliseconds for a mutation. A request header may shorten it. */
  @WholeNumber({ min: 100, max: 600_000 })
  changeDeadlineMs = 30_000;

  /** The most bytes of a request body. */
  @WholeNumber({ min: 1_024, max: 64 * 1024 * 1024 })
  maxBodyBytes = 1024 * 1024;

  /**
   * The most operations in flight, counted once their request is complete; further ones are answered 503 with
   * Retry-After.
   */
  @WholeNumber({ min: 1, max: 100_000 })
  maxConcurrentOperations = 512;

  /**
   * The most operations of one client in flight; further ones are answered 429 with Retry-After. Default: three times
   * as many as are free. A gateway is one client, as is everything that comes through a proxy that is not in
   * trustedProxies: if there is no other client, set it to maxConcurrentOperations.
   */
  @Optional()
  @WholeNumber({ min: 1, max: 100_000 })
  maxConcurrentOperationsPerClient?: number;

  /** Milliseconds for which the server must be full until /readyz says so, with 503. */
  @WholeNumber({ min: 0, max: 600_000 })
  saturatedAfterMs = 5_000;

  /** Levels of selections in one document. */
  @WholeNumber({ min: 1, max: 100 })
  maxDepth = 15;

  /** Fields at the root of one document, aliases included: each may call clouds. */
  @WholeNumber({ min: 1, max: 1_000 })
  maxRootFields = 20;

  /** Tokens in one document; longer ones are not parsed to the end. Validation takes up to 20 microseconds for each. */
  @WholeNumber({ min: 100, max: 1_000_000 })
  maxTokens = 3_000;

  /** The most aliases for one object's field in one selection. */
  @WholeNumber({ min: 1, max: 10_000 })
  maxAliases = 30;

  /** Selections in one operation with its fragments expanded; documents with more are refused before they are validated. */
  @WholeNumber({ min: 100, max: 1_000_000 })
  maxSelections = 5_000;

  /** Expanded selections up to which a document may be compiled; compiling takes about a tenth of a millisecond for each. */
  @WholeNumber({ min: 0, max: 10_000 })
  maxCompiledSelections = 200;

  /**
   * Cost of one operation by the rules of the IBM cost specification (@cost, @listSize); more expensive ones are
   * refused before they run.
   */
  @WholeNumber({ min: 100, max: 1_000_000_000 })
  maxCost = 500_000;

  /**
   * Cost that one caller may spend in a minute, by the same rules; further operations are answered 429 with
   * Retry-After. A caller is an authenticated one, or else an address. Omitted: unlimited.
   */
  @Optional()
  @WholeNumber({ min: 100, max: 1_000_000_000 })
  callerCostPerMinute?: number;

  /**
   * The most calls to clouds that one operation may take. By estimate, it is refused before any is made; lists that
   * examine every entry, for an order or for members and health, are also counted while they run.
   */
  @WholeNumber({ min: 1, max: 1_000_000 })
  maxCloudCalls = 1_000;

  /**
   * The most accounts that one list reads at the same time. 1: one after the other, so that a slow one delays the
   * others.
   */
  @WholeNumber({ min: 1, max: 1_000 })
  maxAccountsAtOnce = 64;

  /**
   * The most accounts that all lists of all operations together read ahead, not counting the one that each list is
   * reading. Beyond that, a list continues account by account. 0: none.
   */
  @WholeNumber({ min: 0, max: 100_000 })
  maxAccountsReadAhead = 1_024;

  /** The most keys in one `_entities`. */
  @WholeNumber({ min: 1, max: 100_000 })
  maxRepresentations = 1_000;

  /** The most bytes of one answer; a larger one ends with an error while it is assembled. */
  @WholeNumber({ min: 10_000, max: 512 * 1024 * 1024 })
  maxAnswerBytes = 8 * 1024 * 1024;

  /** The most changes waiting for one load balancer or accelerator; further ones are PARENT_BUSY at once. */
  @WholeNumber({ min: 1, max: 10_000 })
  maxQueuedChangesPerParent = 100;

  /** Milliseconds that a stop waits for operations in flight. */
  @WholeNumber({ min: 0, max: 600_000 })
  drainMs = 35_000;
}

/** The GraphQL server itself. */
export class ServerConfig {
  /** The address to listen on: a host name or an IP address; 0.0.0.0 means all addresses of this machine. */
  @Host()
  host = "127.0.0.1";

  /** The port to listen on. 0: any free one. */
  @WholeNumber({ min: 0, max: 65_535 })
  port = 4000;

  /** What people see at /: the offline explorer, a link page to Apollo Studio, or nothing. */
  @OneOf(["explorer", "studio", "none"])
  landingPage: "explorer" | "studio" | "none" = "explorer";

  /**
   * The public address of this server: https://listeners.example.com. With a path, such as
   * https://example.com/listeners, everything is also available below that path, whether or not a proxy strips it.
   */
  @Optional()
  @HttpAddress("https://listeners.example.com")
  publicUrl?: string;

  /** Whether introspection is allowed. Default: yes with the sandbox, no with accounts of your own. */
  @Optional()
  @Flag()
  introspection?: boolean;

  /**
   * Whether the graph has `node` and `nodes`, with which clients such as Relay read anything by its id. Behind a
   * gateway, one subgraph can own them: switch them off here if another one does.
   */
  @Flag()
  nodeFields = true;

  /**
   * Web origins that may call from a browser, for example https://console.example.com. Whole origins are compared:
   * scheme, host and port. There is no wildcard. With the sandbox alone, pages of this machine may call as well.
   */
  @Origins()
  corsOrigins: string[] = [];

  /**
   * Further headers that pages may send: x-tenant. Headers that this server reads and that clients usually send are
   * always allowed.
   */
  @HeaderNames()
  corsHeaders: string[] = [];

  /** If set, every GraphQL request needs "Authorization: Bearer" with this token: the gateway in front gets it. */
  @Optional()
  @SecretText({ inHeader: true })
  bearerToken?: Secret;

  /** Omitted: plain HTTP, for a gateway on the same machine or a proxy that terminates HTTPS. */
  @Optional()
  @Nested(() => TlsConfig)
  tls?: TlsConfig;

  /** Who may do what. Omitted: every caller may do everything. */
  @Optional()
  @Nested(() => AccessConfig)
  access?: AccessConfig;

  /** Directives in the schema for Apollo Router. Omitted: none; @apollo/gateway does not load a schema with them. */
  @Optional()
  @Nested(() => AccessDirectivesConfig)
  accessDirectives?: AccessDirectivesConfig;

  /** Redis in which replicas share their callers' budgets: redis://…. Omitted: each replica counts by itself. */
  @Optional()
  @SecretText()
  sharedState?: Secret;

  /** Documents that clients have registered. Omitted: every document runs. */
  @Optional()
  @Nested(() => TrustedDocumentsConfig)
  trustedDocuments?: TrustedDocumentsConfig;

  @Nested(() => MetricsConfig)
  metrics: MetricsConfig = new MetricsConfig();

  /**
   * Addresses and networks of proxies in front, whose X-Forwarded-For is trusted: the client is the rightmost address
   * in it that is not such a proxy. Without any, the header is ignored.
   */
  @Networks()
  trustedProxies: string[] = [];

  /** The log level. */
  @OneOf(["trace", "debug", "info", "warn", "error", "silent"])
  logLevel: "trace" | "debug" | "info" | "warn" | "error" | "silent" = "info";

  /**
   * Seconds that answers may be old for queries that do not say with maxAgeSeconds. 0: they are read from the clouds. It
   * needs an inventory; without one everything is read from the clouds.
   */
  @WholeNumber({ min: 0, max: 86_400 })
  defaultMaxAgeSeconds = 0;

  /** Whether repeated documents are compiled (graphql-jit). Answers are the same; only speed differs. */
  @Flag()
  compilesDocuments = true;

  /** How often a document runs uncompiled before it is compiled; compiling costs as much as a few plain runs. */
  @WholeNumber({ min: 0, max: 1_000_000 })
  compilesDocumentsAfter = 2;

  /** Whether a gateway can ask how long every field took (ftv1). Costs speed. */
  @Flag()
  federatedTracing = false;

  @Nested(() => SubscriptionsConfig)
  subscriptions: SubscriptionsConfig = new SubscriptionsConfig();

  @Nested(() => ServerLimits)
  limits: ServerLimits = new ServerLimits();
}

/** The embedded emulators. */
export class SandboxConfig {
  /** Whether they run. Default: only when no account is configured. */
  @Optional()
  @Flag()
  enabled?: boolean;

  /** Port of the control endpoint; the clouds' ports are counted from it: 4101 and so on for 4100. 0: any free ports. */
  @WholeNumber({ min: 0, max: 65_000 })
  portBase = 4100;

  /** The speed of its changes: 1 as written (seconds), 0 at once. */
  @Amount({ min: 0, max: 1_000 })
  pace = 1;

  /**
   * Listeners in each cloud's inventory; by default a small, believable inventory. Large numbers are for benchmarks.
   */
  @Optional()
  @WholeNumber({ min: 0, max: 1_000_000 })
  listeners?: number;
}
