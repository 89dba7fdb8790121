#!/usr/bin/env node
// Regenerates the tables in docs/. Run it through `npm run readme`, which builds first.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import "reflect-metadata";
import { policyOf } from "./cloud-rights.mjs";
import { cloudTable, faultTables, oneCloudTables, routeTable, sandboxTable, withTable } from "./cloud-table.mjs";
import { roomTable } from "./house.mjs";

const { providers } = await import("../build/providers/registry.js");
const { capabilitiesOf } = await import("../build/model/capabilities.js");
const { controlHelp } = await import("../build/sandbox/control-help.js");
const { routesInWords } = await import("../build/sandbox/control-routes.js");
const manifests = providers;
const shown = manifests.map((manifest) => ({ ...manifest, capabilities: capabilitiesOf(manifest) }));
const clouds = await Promise.all(manifests.map(async ({ key, sandbox }) => ({ key, cloud: await sandbox() })));
write("docs/clouds.md", "clouds", cloudTable(shown));
write("docs/sandbox.md", "sandbox", sandboxTable(clouds));
const help = controlHelp([], routesInWords());
write("docs/sandbox.md", "routes", routeTable(help));
write("docs/sandbox.md", "fault-kinds", faultTables(help).kinds);
write("docs/sandbox.md", "fault-rule", faultTables(help).rule);
write("docs/architecture.md", "rooms", roomTable());
for (const manifest of shown) {
  const page = `docs/clouds/${manifest.key}.md`;
  if (!existsSync(new URL(`../${page}`, import.meta.url))) {
    console.error(`There is no ${page} yet. Write it as those beside it, with its rights in scripts/cloud-rights.mjs.`);
    continue;
  }
  const { works, limits } = oneCloudTables(manifest);
  write(page, "works", works);
  write(page, "limits", limits);
  write(page, "policy", policyOf(manifest));
}

function write(page, name, table) {
  const file = new URL(`../${page}`, import.meta.url);
  writeFileSync(file, withTable(readFileSync(file, "utf8"), name, table));
}
