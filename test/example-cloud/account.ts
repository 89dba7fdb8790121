import { CloudAccountConfig } from "../../src/config/account.js";
import { SecretText } from "../../src/config/fields.js";
import type { Secret } from "../../src/config/secret.js";
import { actionsOn } from "../../src/providers/kit/rest-collection.js";

/** The operations that an account may limit one by one. */
export const ACTIONS: readonly string[] = [...actionsOn({ Listener: "Listeners", LoadBalancer: "LoadBalancers" })];

/** An account of the example cloud in the configuration file. */
export class ExampleCloudAccountConfig extends CloudAccountConfig {
  @SecretText()
  key!: Secret;

  override identity() {
    return { key: this.key.reveal() };
  }
}
