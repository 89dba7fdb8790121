#!/usr/bin/env node
// Regenerates the tables in docs/. Run it through `npm run readme`, which builds first.
import { readFileSync, writeFileSync } from "node:fs";
import "reflect-metadata";
import { cloudTable, sandboxTable, withTable } from "./cloud-table.mjs";

const { providers } = await import("../build/providers/registry.js");
const { capabilitiesOf } = await import("../build/model/capabilities.js");
const manifests = providers;
const shown = manifests.map((manifest) => ({ ...manifest, capabilities: capabilitiesOf(manifest) }));
const clouds = await Promise.all(manifests.map(async ({ key, sandbox }) => ({ key, cloud: await sandbox() })));
write("docs/clouds.md", "clouds", cloudTable(shown));
write("docs/sandbox.md", "sandbox", sandboxTable(clouds));

function write(page, name, table) {
  const file = new URL(`../${page}`, import.meta.url);
  writeFileSync(file, withTable(readFileSync(file, "utf8"), name, table));
}
