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
import { TlsConfig } from "./tls.js";
import { TrustedDocumentsConfig } from "./trusted-documents.js";

/** How much the server takes on. */
export class ServerLimits extends ConnectionLimits {
  /** Milliseconds for a query, from its arrival to its answer. A request header may shorten it. */
  @WholeNumber({ min: 100, max: 600_000 })
  readDeadlineMs = 10_000;

  /** Milliseconds for a mutation. A request header may shorten it. */
  @WholeNumber({ min: 100, max: 600_000 })
  changeDeadlineMs = 30_000;

  /** Bytes of a request body at most. */
  @WholeNumber({ min: 1_024, max: 64 * 1024 * 1024 })
  maxBodyBytes = 1024 * 1024;

  /** Operations at work at the same time, from when their request is whole; further ones are answered 503 with Retry-After. */
  @WholeNumber({ min: 1, max: 100_000 })
  maxConcurrentOperations = 512;

  /**
   * Operations of one client at work at the same time; further ones are answered 429 with Retry-After. Left out: three
   * times as many as are free. A gateway is one client, as is all that comes through a proxy that is not
   * among trustedProxies: where nobody else calls, set it to maxConcurrentOperations.
   */
  @Optional()
  @WholeNumber({ min: 1, max: 100_000 })
  maxConcurrentOperationsPerClient?: number;

  /** Milliseconds for which the server has to be full until /readyz says so, with 503. */
  @WholeNumber({ min: 0, max: 600_000 })
  saturatedAfterMs = 5_000;

  /** Levels of selections in one document. */
  @WholeNumber({ min: 1, max: 100 })
  maxDepth = 15;

  /** Fields at the root of one document, aliases included: each may call clouds of its own. */
  @WholeNumber({ min: 1, max: 1_000 })
  maxRootFields = 20;

  /** Tokens in one document; longer ones are not parsed to the end. Validation takes up to 20 microseconds for each. */
  @WholeNumber({ min: 100, max: 1_000_000 })
  maxTokens = 3_000;

  /** Names that one object's field may be given in one selection by aliases. */
  @WholeNumber({ min: 1, max: 10_000 })
  maxAliases = 30;

  /** Selections in one operation with its fragments expanded; documents with more are refused before they are validated. */
  @WholeNumber({ min: 100, max: 1_000_000 })
  maxSelections = 5_000;

  /** Expanded selections up to which a document may be compiled; compiling takes about a tenth of a millisecond for each. */
  @WholeNumber({ min: 0, max: 10_000 })
  maxCompiledSelections = 200;

  /** Cost of one operation by the rules of the IBM cost specification (@cost, @listSize); dearer ones are refused before they are run. */
  @WholeNumber({ min: 100, max: 1_000_000_000 })
  maxCost = 500_000;

  /**
   * Cost that one caller may ask for in a minute, by the same rules; further operations are answered 429 with Retry-After.
   * A caller is whoever proved to be one, or else an address. Left out: as much as it likes.
   */
  @Optional()
  @WholeNumber({ min: 100, max: 1_000_000_000 })
  callerCostPerMinute?: number;

  /** Calls to clouds that one operation may take by the estimate; more, and it is refused before any is made. */
  @WholeNumber({ min: 1, max: 1_000_000 })
  maxCloudCalls = 1_000;

  /**
   * Accounts that one list reads at the same time. 1: one after the other, where one that is slow keeps the others waiting.
   */
  @WholeNumber({ min: 1, max: 1_000 })
  maxAccountsAtOnce = 64;

  /**
   * Accounts that all lists of all operations together read ahead, those that each list has in hand not counted. Beyond
   * them a list goes on one account after the other. 0: none.
   */
  @WholeNumber({ min: 0, max: 100_000 })
  maxAccountsReadAhead = 1_024;

  /** Keys that a gateway may ask for in one `_entities`. */
  @WholeNumber({ min: 1, max: 100_000 })
  maxRepresentations = 1_000;

  /** Bytes of one answer; what would be larger ends with an error while it is put together. */
  @WholeNumber({ min: 10_000, max: 512 * 1024 * 1024 })
  maxAnswerBytes = 8 * 1024 * 1024;

  /** Changes waiting for one load balancer or accelerator; further ones are PARENT_BUSY at once. */
  @WholeNumber({ min: 1, max: 10_000 })
  maxQueuedChangesPerParent = 100;

  /** Milliseconds that a stop waits for operations in flight. */
  @WholeNumber({ min: 0, max: 600_000 })
  drainMs = 35_000;
}

/** The GraphQL server itself. */
export class ServerConfig {
  /** The address to listen on: a host name or an IP address; 0.0.0.0 is every one of this machine. */
  @Host()
  host = "127.0.0.1";

  /** The port to listen on. 0: any free one. */
  @WholeNumber({ min: 0, max: 65_535 })
  port = 4000;

  /** What people see at /: the offline explorer, a link page to Apollo Studio, or nothing. */
  @OneOf(["explorer", "studio", "none"])
  landingPage: "explorer" | "studio" | "none" = "explorer";

  /**
   * The address under which people reach this server: https://listeners.example.com. With a path, such as
   * https://example.com/listeners, everything is to be had below that path as well, whether or not a proxy takes it away.
   */
  @Optional()
  @HttpAddress("https://listeners.example.com")
  publicUrl?: string;

  /** Whether the schema can be asked for. Left out: yes with the sandbox, no with accounts of your own. */
  @Optional()
  @Flag()
  introspection?: boolean;

  /**
   * Whether the graph has `node` and `nodes`, through which clients such as Relay read anything by its id. Behind a
   * gateway one subgraph can own them: switch them off here when another one does.
   */
  @Flag()
  nodeFields = true;

  /**
   * Web origins that may call from a browser, for example https://console.example.com. Whole origins are compared:
   * scheme, host and port. Nothing stands for all of them. With the sandbox alone, pages of this machine may call as well.
   */
  @Origins()
  corsOrigins: string[] = [];

  /** Names of further headers that pages may send: x-tenant. What this server reads and clients usually send is let in anyway. */
  @HeaderNames()
  corsHeaders: string[] = [];

  /** When set, every GraphQL request needs "Authorization: Bearer" with this text: what the gateway in front is given. */
  @Optional()
  @SecretText({ inHeader: true })
  bearerToken?: Secret;

  /** Left out: plain HTTP, for a gateway on the same machine or a proxy that speaks HTTPS to the outside. */
  @Optional()
  @Nested(() => TlsConfig)
  tls?: TlsConfig;

  /** Who may do what. Left out: whoever may ask at all may do everything. */
  @Optional()
  @Nested(() => AccessConfig)
  access?: AccessConfig;

  /** What the schema tells Apollo Router of it. Left out: nothing; @apollo/gateway loads no schema that tells anything. */
  @Optional()
  @Nested(() => AccessDirectivesConfig)
  accessDirectives?: AccessDirectivesConfig;

  /** Redis in which replicas share what callers have spent: redis://…. Left out: each replica counts for itself. */
  @Optional()
  @SecretText()
  sharedState?: Secret;

  /** Documents that clients have registered. Left out: every document is run. */
  @Optional()
  @Nested(() => TrustedDocumentsConfig)
  trustedDocuments?: TrustedDocumentsConfig;

  @Nested(() => MetricsConfig)
  metrics: MetricsConfig = new MetricsConfig();

  /**
   * Addresses and networks of proxies in front, whose X-Forwarded-For is believed when clients are told apart: the
   * rightmost address in it that is no such proxy is the client. Without any the header is not looked at.
   */
  @Networks()
  trustedProxies: string[] = [];

  /** The least of what is written to the log. */
  @OneOf(["trace", "debug", "info", "warn", "error", "silent"])
  logLevel: "trace" | "debug" | "info" | "warn" | "error" | "silent" = "info";

  /** Whether documents that come again and again are compiled (graphql-jit). Answers are the same; only speed differs. */
  @Flag()
  compilesDocuments = true;

  /** How often a document is run plainly before it is compiled; compiling costs as much as a few plain runs. */
  @WholeNumber({ min: 0, max: 1_000_000 })
  compilesDocumentsAfter = 2;

  /** Whether a gateway that asks for it is told how long every field took (ftv1). Costs speed. */
  @Flag()
  federatedTracing = false;

  @Nested(() => ServerLimits)
  limits: ServerLimits = new ServerLimits();
}

/** The embedded emulators. */
export class SandboxConfig {
  /** Whether they are started. Left out: only when no account is configured. */
  @Optional()
  @Flag()
  enabled?: boolean;

  /** Port of the control endpoint; the clouds' ports are counted from it: 4101 and so on for 4100. 0: any free ports. */
  @WholeNumber({ min: 0, max: 65_000 })
  portBase = 4100;

  /** How slowly things come about in it: 1 as written (seconds), 0 at once. */
  @Amount({ min: 0, max: 1_000 })
  pace = 1;

  /** Listeners in each cloud's inventory; left out, a believable handful. Large numbers are for benchmarks. */
  @Optional()
  @WholeNumber({ min: 0, max: 1_000_000 })
  listeners?: number;
}
