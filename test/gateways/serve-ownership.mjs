#!/usr/bin/env node
// The second subgraph of compose.yaml: who owns listeners, by itself, on HOST and PORT.
import { startOwnership } from "./other-subgraphs.mjs";

const { endpoint } = await startOwnership({
  host: process.env.HOST ?? "127.0.0.1",
  port: Number(process.env.PORT ?? 4001),
});
process.stdout.write(`Ownership is at ${endpoint}\n`);
