import { CloudAccountConfig } from "../../src/config/account.js";
import { SecretText } from "../../src/config/fields.js";
import type { Secret } from "../../src/config/secret.js";

/** An account of the example cloud in the configuration file. */
export class ExampleCloudAccountConfig extends CloudAccountConfig {
  @SecretText()
  key!: Secret;

  override identity() {
    return { key: this.key.reveal() };
  }
}
