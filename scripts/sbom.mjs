#!/usr/bin/env node
// Writes a software bill of materials (CycloneDX) of what is shipped: this package, and the packages that went into its
// bundle. npm knows all that is installed; the bundler's list says which of it is shipped.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const shipped = new Set(JSON.parse(readFileSync(new URL("../build/bundled.json", import.meta.url), "utf8")));
const sbom = JSON.parse(
  execFileSync("npm", ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  }),
);
const isShipped = ({ name, group }) => shipped.has(group ? `${group}/${name}` : name);
const components = sbom.components.filter(isShipped);
const references = new Set([
  sbom.metadata.component["bom-ref"],
  ...components.map((component) => component["bom-ref"]),
]);
const dependencies = sbom.dependencies
  .filter(({ ref }) => references.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => references.has(other)) }));
process.stdout.write(`${JSON.stringify({ ...sbom, components, dependencies }, null, 2)}\n`);
