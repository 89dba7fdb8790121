import { IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min, ValidateBy } from "class-validator";
import { Nested } from "./fields.js";

/** How long and how hard one account's cloud may be asked. */
export class AccountLimits {
  /** Connections kept open to the endpoint at most. */
  @IsInt()
  @Min(1)
  @Max(1024)
  maxConnections = 64;

  /** Milliseconds for a connection to come up. */
  @IsInt()
  @Min(10)
  @Max(60_000)
  connectTimeoutMs = 3_000;

  /** Milliseconds for one answer to arrive whole, retries not counted. */
  @IsInt()
  @Min(10)
  @Max(120_000)
  responseTimeoutMs = 8_000;

  /** Bytes of one answer at most. */
  @IsInt()
  @Min(1_024)
  @Max(256 * 1024 * 1024)
  maxResponseBytes = 16 * 1024 * 1024;

  /** Milliseconds between two looks at something that the cloud is still working on. */
  @IsInt()
  @Min(10)
  @Max(60_000)
  pollIntervalMs = 2_000;

  /**
   * Seconds for which answers to reads are kept and given to queries again; 0: not at all. Changes never decide on kept
   * answers, and a change of the account makes it forget all of them.
   */
  @Min(0)
  @Max(60)
  readCacheSeconds = 0;

  /** Requests per second by the cloud's action name, "*" for each action that is not named. Adds to the provider's own. */
  @ValidateBy({
    name: "requestsPerSecond",
    validator: {
      validate: (value) =>
        typeof value === "object" &&
        value !== null &&
        Object.values(value).every((rate) => typeof rate === "number" && rate > 0),
      defaultMessage: () => "Give numbers above 0 by action, for example { ListListeners: 10 }.",
    },
  })
  requestsPerSecond: Record<string, number> = {};
}

/**
 * The part of an account's configuration that all clouds share. A provider's own class extends it with its
 * credentials and defaults. Property initialisers are the defaults.
 */
export abstract class CloudAccountConfig {
  @Matches(/^[a-z0-9][a-z0-9_-]{0,62}$/, {
    message: "An account id is 1 to 63 of a-z, 0-9, - and _, and starts with a letter or digit.",
  })
  id!: string;

  /** The provider's key. */
  @IsString()
  provider!: string;

  @IsOptional()
  @IsString()
  region?: string;

  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ["http", "https"] },
    { message: "An endpoint is an http or https address such as https://elb.example.com." },
  )
  endpoint!: string;

  /** PEM text of the certificate authority to trust for this endpoint; usually given as a file reference. */
  @IsOptional()
  @IsString()
  certificateAuthority?: string;

  @Nested(() => AccountLimits)
  limits: AccountLimits = new AccountLimits();
}
