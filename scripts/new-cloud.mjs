#!/usr/bin/env node
// Begins a new cloud: copies the template, gives it its names and a port, and adds it to the list of clouds.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const HELP = `Begins a new cloud from the template in test/example-cloud

Usage
  npm run new-cloud -- KEY TITLE

  KEY      what configurations name as the provider, such as acme-lb: 2 to 40 of a-z, 0-9 and -, a letter first
  TITLE    what people call it, such as "Acme load balancers"

Options
  --root FOLDER    the project; left out, this one
  --help           this text

Ends with 1 when there is such a cloud already, with 2 for arguments that are not right.
`;

/** Ends the process with a sentence for people. */
function refuse(message, code) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { root: { type: "string" }, help: { type: "boolean" } },
    });
    return { ...values, key: positionals[0], title: positionals[1], more: positionals.length > 2 };
  } catch (error) {
    return refuse(`${error.message}\n\n${HELP}`, 2);
  }
}

const { key, title, more, help, root = fileURLToPath(new URL("..", import.meta.url)) } = readArguments();
if (help) {
  process.stdout.write(HELP);
  process.exit(0);
}
if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(key ?? "") || key.length < 2 || key.length > 40 || more)
  refuse(`KEY must be 2 to 40 of a-z, 0-9 and -, a letter first.\n\n${HELP}`, 2);
if (!/^[^"\\\p{Cc}]{1,80}$/u.test(title ?? "")) refuse(`TITLE must be 1 to 80 characters on one line.\n\n${HELP}`, 2);

const at = (...path) => join(root, ...path);
const folder = at("src/providers", key);
if (existsSync(folder)) refuse(`There is a folder src/providers/${key} already.`, 1);

const camel = key.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
const pascal = camel[0].toUpperCase() + camel.slice(1);
const NAMES = [
  [/\.\.\/\.\.\/src\/providers\//g, "../"],
  [/\/src\//g, "/"],
  [/example-cloud/g, key],
  [/EXAMPLE_CLOUD/g, key.replaceAll("-", "_").toUpperCase()],
  [/exampleCloud/g, camel],
  [/ExampleCloud/g, pascal],
  [/[Ee]xample cloud/g, title],
  [/\bport: 4199\b/g, `port: ${freePort()}`],
];

/** The first port after those of all other emulators. */
function freePort() {
  const ports = readdirSync(at("src/providers"), { withFileTypes: true })
    .map((entry) => at("src/providers", entry.name, "emulator/index.ts"))
    .filter((file) => existsSync(file))
    .flatMap((file) => [...readFileSync(file, "utf8").matchAll(/\bport: (\d+),/g)].map(([, port]) => Number(port)));
  return Math.max(...ports) + 1;
}

cpSync(at("test/example-cloud"), folder, { recursive: true });
for (const name of readdirSync(folder, { recursive: true })) {
  if (!String(name).endsWith(".ts")) continue;
  const file = join(folder, String(name));
  const text = NAMES.reduce((changed, [from, to]) => changed.replace(from, to), readFileSync(file, "utf8"));
  writeFileSync(file, text);
}

const tests = at("test/providers", key);
mkdirSync(tests, { recursive: true });
for (const name of ["call-counts.ts", "paged-lists.ts"])
  cpSync(at("test/providers/example-cloud", name), join(tests, name));

const registry = at("src/providers/registry.ts");
const lines = readFileSync(registry, "utf8").split("\n");
const lastImport = lines.findLastIndex((line) => line.startsWith("import "));
lines.splice(lastImport + 1, 0, `import { ${camel} } from "./${key}/index.js";`);
const end = lines.indexOf("];");
lines.splice(end, 0, `  ${camel},`);
writeFileSync(registry, lines.join("\n"));

process.stdout.write(`src/providers/${key} is there, in the list of clouds, and answers as the template does. What is left:

  1. npm run format && npm run schema && npm run readme && npm run codegen
  2. Add an account of it to config.example.yaml.
  3. npm test: the contract suite, the call counts and the suites about odd answers run it already.
  4. Write the adapter from the vendor's documents, and emulator/ from them once more, with nothing of the adapter.
     What each file holds stands in CONTRIBUTING.md, "Add a cloud".
  5. Say in test/providers/${key} how many requests its inventory takes and how its lists tell their pages.
`);
