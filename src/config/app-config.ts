import type { CloudAccountConfig } from "./account.js";
import { ChangesConfig } from "./changes.js";
import { Nested, Optional, StorePlace } from "./fields.js";
import { InventoryConfig } from "./inventory.js";
import { SandboxConfig, ServerConfig } from "./server.js";
import { TransportConfig } from "./transport.js";

/** The whole configuration file. */
export class AppConfig {
  @Nested(() => ServerConfig)
  server: ServerConfig = new ServerConfig();

  @Nested(() => SandboxConfig)
  sandbox: SandboxConfig = new SandboxConfig();

  /**
   * Where changes are recorded: the path of a file (SQLite, for one machine) or postgres://… (for several processes).
   * Omitted: in memory, until the process ends.
   */
  @Optional()
  @StorePlace()
  store?: string;

  @Nested(() => ChangesConfig)
  changes: ChangesConfig = new ChangesConfig();

  @Nested(() => InventoryConfig)
  inventory: InventoryConfig = new InventoryConfig();

  @Nested(() => TransportConfig)
  transport: TransportConfig = new TransportConfig();

  /** Filled by the loader, each with its provider's own class. */
  accounts: CloudAccountConfig[] = [];

  /** Whether what the clouds hold is kept. */
  get keepsInventory(): boolean {
    return this.inventory.enabled ?? this.store !== undefined;
  }

  /** Whether the emulators run. */
  get usesSandbox(): boolean {
    return this.sandbox.enabled ?? this.accounts.length === 0;
  }

  /** Whether only emulators can be called. */
  get isSandboxOnly(): boolean {
    return this.usesSandbox && this.accounts.length === 0;
  }
}
