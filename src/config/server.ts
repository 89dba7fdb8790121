import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUrl, Max, Min } from "class-validator";
import { Nested, SecretText } from "./fields.js";
import type { Secret } from "./secret.js";

/** How much the server takes on. */
export class ServerLimits {
  /** Milliseconds for a query, from its arrival to its answer. A request header may shorten it. */
  @IsInt()
  @Min(100)
  @Max(600_000)
  readDeadlineMs = 10_000;

  /** Milliseconds for a mutation. A request header may shorten it. */
  @IsInt()
  @Min(100)
  @Max(600_000)
  changeDeadlineMs = 30_000;

  /** Bytes of a request body at most. */
  @IsInt()
  @Min(1_024)
  @Max(64 * 1024 * 1024)
  maxBodyBytes = 1024 * 1024;

  /** Operations at work at the same time; further ones are answered 503 with Retry-After. */
  @IsInt()
  @Min(1)
  @Max(100_000)
  maxConcurrentOperations = 512;

  /** Levels of selections in one document. */
  @IsInt()
  @Min(1)
  @Max(100)
  maxDepth = 15;

  /** Fields at the root of one document, aliases included: each may call clouds of its own. */
  @IsInt()
  @Min(1)
  @Max(1_000)
  maxRootFields = 20;

  /** Tokens in one document; longer ones are not parsed to the end. */
  @IsInt()
  @Min(100)
  @Max(1_000_000)
  maxTokens = 10_000;

  /** Changes waiting for one load balancer or accelerator; further ones are PARENT_BUSY at once. */
  @IsInt()
  @Min(1)
  @Max(10_000)
  maxQueuedChangesPerParent = 100;

  /** Milliseconds that a stop waits for operations in flight. */
  @IsInt()
  @Min(0)
  @Max(600_000)
  drainMs = 35_000;
}

/** The GraphQL server itself. */
export class ServerConfig {
  /** The address to listen on. */
  @IsString()
  host = "127.0.0.1";

  @IsInt()
  @Min(0)
  @Max(65_535)
  port = 4000;

  /** What people see at /: the offline explorer, a link page to Apollo Studio, or nothing. */
  @IsIn(["explorer", "studio", "none"])
  landingPage: "explorer" | "studio" | "none" = "explorer";

  /** The address under which people reach this server, for the link to Studio: https://listeners.example.com. */
  @IsOptional()
  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ["http", "https"] },
    { message: "A public address is an http or https address." },
  )
  publicUrl?: string;

  /** Whether the schema can be asked for. Left out: yes with the sandbox, no with accounts of your own. */
  @IsOptional()
  @IsBoolean()
  introspection?: boolean;

  /** Web origins that may call from a browser, for example https://console.example.com. */
  @IsString({ each: true, message: "An origin is a text such as https://console.example.com." })
  corsOrigins: string[] = [];

  /** When set, every GraphQL request needs "Authorization: Bearer" with this text: what the gateway in front is given. */
  @IsOptional()
  @SecretText()
  bearerToken?: Secret;

  @IsIn(["trace", "debug", "info", "warn", "error", "silent"])
  logLevel: "trace" | "debug" | "info" | "warn" | "error" | "silent" = "info";

  /** Whether documents that come again and again are compiled (graphql-jit). Answers are the same; only speed differs. */
  @IsBoolean()
  compilesDocuments = true;

  /** How often a document is run plainly before it is compiled; compiling costs as much as a few plain runs. */
  @IsInt()
  @Min(0)
  compilesDocumentsAfter = 2;

  /** Whether a gateway that asks for it is told how long every field took (ftv1). Costs speed. */
  @IsBoolean()
  federatedTracing = false;

  @Nested(() => ServerLimits)
  limits: ServerLimits = new ServerLimits();
}

/** The embedded emulators. */
export class SandboxConfig {
  /** Whether they are started. Left out: only when no account is configured. */
  @IsOptional()
  @IsBoolean()
  enabled?: boolean;

  /** Port of the control endpoint; the clouds' ports are counted from it: 4101 and so on for 4100. 0: any free ports. */
  @IsInt()
  @Min(0)
  @Max(65_000)
  portBase = 4100;

  /** How slowly things come about in it: 1 as written (seconds), 0 at once. */
  @Min(0)
  @Max(1_000)
  pace = 1;

  /** Listeners in each cloud's inventory; left out, a believable handful. Large numbers are for benchmarks. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  listeners?: number;
}
