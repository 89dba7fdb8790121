#!/usr/bin/env node
// Writes schema.graphql, for gateways, and schema.api.graphql, for clients, from the built classes. Run it through `npm run schema`, which builds first.
import { writeFileSync } from "node:fs";
import "reflect-metadata";

const { providers } = await import("../build/providers/registry.js");
const { buildSubgraph } = await import("../build/resolvers/build-schema.js");
const { sdl, apiSdl } = buildSubgraph(providers);
writeFileSync(new URL("../schema.graphql", import.meta.url), sdl);
writeFileSync(new URL("../schema.api.graphql", import.meta.url), apiSdl);
