#!/usr/bin/env node
// Writes the README's tables anew. Run it through `npm run readme`, which builds first.
import { readFileSync, writeFileSync } from "node:fs";
import "reflect-metadata";
import { cloudTable, sandboxTable, withTable } from "./cloud-table.mjs";

const { providers } = await import("../build/providers/registry.js");
const { capabilitiesOf } = await import("../build/model/capabilities.js");
const readme = new URL("../README.md", import.meta.url);
const manifests = providers;
const shown = manifests.map((manifest) => ({ ...manifest, capabilities: capabilitiesOf(manifest) }));
const clouds = await Promise.all(manifests.map(async ({ key, sandbox }) => ({ key, cloud: await sandbox() })));
const text = withTable(readFileSync(readme, "utf8"), "clouds", cloudTable(shown));
writeFileSync(readme, withTable(text, "sandbox", sandboxTable(clouds)));
