#!/usr/bin/env node
// Writes schema.graphql from the built classes. Run it through `npm run schema`, which builds first.
import { writeFileSync } from "node:fs";
import "reflect-metadata";

const { providers } = await import("../build/providers/registry.js");
const { buildSubgraph } = await import("../build/resolvers/build-schema.js");
writeFileSync(new URL("../schema.graphql", import.meta.url), buildSubgraph(providers).sdl);
