#!/usr/bin/env node
// Builds the site into build/docs-site; fails when a link leads nowhere.
import { fileURLToPath } from "node:url";
import { stagePages } from "./stage-pages.mjs";

stagePages();
// Its configuration reads the pages, so they have to be there before.
const { build } = await import("vitepress");
await build(fileURLToPath(new URL(".", import.meta.url)));
