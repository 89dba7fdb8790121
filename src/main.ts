#!/usr/bin/env node
import module from "node:module";

// Node 22 and newer can keep what they compiled for the next start; has to be said before anything else is loaded.
(module as { enableCompileCache?(): unknown }).enableCompileCache?.();
await import("reflect-metadata");
const { runCommand } = await import("./command.js");

process.exitCode = await runCommand(process.argv.slice(2), process.env);
