import {
  Amount,
  Certificates,
  Flag,
  HttpAddress,
  Nested,
  NumbersByName,
  Optional,
  Text,
  WholeNumber,
} from "./fields.js";
import { line } from "./text-shapes.js";

/** Time limits and load limits for one account's cloud. */
export class AccountLimits {
  /** The most connections to the endpoint. */
  @WholeNumber({ min: 1, max: 1024 })
  maxConnections = 64;

  /** Milliseconds for a connection to be established. */
  @WholeNumber({ min: 10, max: 60_000 })
  connectTimeoutMs = 3_000;

  /** Milliseconds for one complete answer, retries not counted. */
  @WholeNumber({ min: 10, max: 120_000 })
  responseTimeoutMs = 8_000;

  /** The most bytes of one answer. */
  @WholeNumber({ min: 1_024, max: 256 * 1024 * 1024 })
  maxResponseBytes = 16 * 1024 * 1024;

  /** Milliseconds between two polls of something that the cloud is still working on. */
  @WholeNumber({ min: 10, max: 60_000 })
  pollIntervalMs = 2_000;

  /**
   * Seconds for which reads are cached; 0: not at all. Changes never rely on cached answers, and a change of the
   * account invalidates all of them.
   */
  @Amount({ min: 0, max: 60 })
  readCacheSeconds = 0;

  /** Requests per second by the cloud's action name, "*" for all other actions. Adds to the provider's own. */
  @NumbersByName("a map from actions to requests per second, such as { ListListeners: 10 }", {
    min: 0.001,
    max: 1_000_000,
  })
  requestsPerSecond: Record<string, number> = {};
}

/**
 * The part of an account's configuration that all clouds share. A provider's own class extends it with its
 * credentials and defaults. Property initialisers are the defaults.
 */
export abstract class CloudAccountConfig {
  @Text({ is: "1 to 63 of a-z, 0-9, - and _, a letter or digit first", pattern: /^[a-z0-9][a-z0-9_-]{0,62}$/ })
  id!: string;

  /** The provider's key. */
  @Text(line("the key of a provider"))
  provider!: string;

  @Optional()
  @Text(line("the name of a region"))
  region?: string;

  /** Whether nothing in it may be changed through this server, whatever its grants say. */
  @Flag()
  readOnly = false;

  /** Seconds from one read of the account for the inventory to the next. Omitted: `inventory.intervalSeconds`. */
  @Optional()
  @WholeNumber({ min: 5, max: 86_400 })
  sweepIntervalSeconds?: number;

  @HttpAddress("https://elb.example.com")
  endpoint!: string;

  /** PEM text of the certificate authorities to trust for this account, in place of the built-in ones; usually given as a file reference. */
  @Optional()
  @Certificates()
  certificateAuthority?: string;

  @Nested(() => AccountLimits)
  limits: AccountLimits = new AccountLimits();

  /**
   * What identifies the account at its cloud, by setting. Two accounts of a provider that share one of these have the
   * same listeners. The values may be secret: they are compared, and never shown.
   */
  identity(): Readonly<Record<string, string | undefined>> {
    return {};
  }
}
