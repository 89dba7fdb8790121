#!/usr/bin/env node
// Draws docs/pictures from the code. With --check it draws nothing, and fails when a picture is not what would be drawn.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { instance } from "@viz-js/viz";
import { houseDrawing, overviewDrawing } from "../house.mjs";
import { marked } from "./picture-mark.mjs";
import { ROOT } from "./staged-pages.mjs";

const isCheck = process.argv.includes("--check");
const viz = await instance();

function draw(name, title, dot) {
  const file = join(ROOT, "docs/pictures", `${name}.svg`);
  const svg = viz
    .renderString(dot, { format: "svg" })
    .replace(/^[\s\S]*?(?=<svg )/, "")
    .replace(/<title>[^<]*<\/title>\n?/g, "")
    .replace(/<!--[\s\S]*?-->\n?/g, "")
    .replace(/(<svg [^>]*>)/, `$1\n<title>${title}</title>`);
  const picture = marked(svg, dot);
  if (!isCheck) return writeFileSync(file, picture);
  if (readFileSync(file, "utf8") === picture) return;
  console.error(`docs/pictures/${name}.svg is not what the code says. Run npm run docs:drawings.`);
  process.exitCode = 1;
}

draw("house", "The rooms of the code, and which of them import which", houseDrawing());
draw("overview", "Front ends and gateways ask the graph, which asks the clouds", overviewDrawing());
