import { addCloudProvider } from "../model/cloud-provider.js";
import { addListenerSettings, addPoolSettings } from "../model/settings.js";
import type { ProviderManifest } from "./provider.js";

// A manifest is typed by its own account class; the registry only hands each its own configuration back.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type AnyProviderManifest = ProviderManifest<any>;

const manifests = new Map<string, AnyProviderManifest>();

/**
 * Makes a cloud known: its enum value, its settings types and inputs, its account's shape in the configuration, its
 * emulator. Call it before the schema is built.
 */
export function registerProvider(manifest: AnyProviderManifest): void {
  if (manifests.has(manifest.key)) throw new Error(`The provider ${manifest.key} is registered already.`);
  manifests.set(manifest.key, manifest);
  addCloudProvider(manifest.name, manifest.description);
  addListenerSettings(manifest.settingsKey, manifest.title, manifest.listenerSettings);
  if (manifest.poolSettings) addPoolSettings(manifest.settingsKey, manifest.title, manifest.poolSettings);
}

/** All clouds that were registered, in that order. */
export function registeredProviders(): readonly AnyProviderManifest[] {
  return [...manifests.values()];
}
