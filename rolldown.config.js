import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "rolldown";

const inAscii = (code) =>
  code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

const inUndici = (file) => JSON.stringify(fileURLToPath(import.meta.resolve(`undici/lib/${file}.js`)));

/** Modules of which a part is enough, and what stands for them in the bundle. */
const STAND_INS = {
  // Its fetch would make Node load its own undici as well.
  undici: `
    import Dispatcher from ${inUndici("dispatcher/dispatcher")};
    import connect from ${inUndici("api/api-connect")};
    // The way into a proxy's tunnel; its index gives it to all dispatchers as well.
    Dispatcher.prototype.connect = connect;
    export { default as Pool } from ${inUndici("dispatcher/pool")};
    export { default as EnvHttpProxyAgent } from ${inUndici("dispatcher/env-http-proxy-agent")};`,
  // Looks for Node's crypto in a way that bundles hide, and would hash each query in JavaScript. Apollo Server hashes one
  // text at a time, which in one step takes a third of the time that a Hash takes.
  "@apollo/utils.createhash": `
    import { hash } from "node:crypto";
    export const createHash = (kind) => ({ update: (text) => ({ digest: (form) => hash(kind, text, form) }) });`,
};

/**
 * What the compiler made, with everything it imports, in a few files: Node starts them in half the time that it takes to
 * find and read a thousand, and keeps 20 MB less. Not minified, so that stack traces can be read.
 */
export default defineConfig({
  input: { main: "build/main.js", "store/thread": "build/store/sqlite/thread.js" },
  // Native, and only there where it was installed.
  external: ["libsql", "pg-native", "pg-cloudflare", "bufferutil", "utf-8-validate"],
  platform: "node",
  resolve: {
    // As Node does without a bundler, so that there is one copy of graphql: its CommonJS build.
    mainFields: ["main", "module"],
    // But this one's main loads every validator there is, telephone numbers of all countries among them.
    alias: { "class-validator": fileURLToPath(import.meta.resolve("class-validator/esm2015/index.js")) },
  },
  plugins: [
    {
      name: "stand-ins",
      resolveId: (id) => (Object.hasOwn(STAND_INS, id) ? `\0stand-in:${id}` : null),
      load: (id) => STAND_INS[id.replace("\0stand-in:", "")] ?? null,
    },
    {
      // Its packages name their CommonJS builds first, from which nothing can be left out: five times as much.
      name: "modules-of-opentelemetry",
      async resolveId(id, importer) {
        if (!id.startsWith("@opentelemetry/")) return null;
        const found = await this.resolve(id, importer, { skipSelf: true });
        return found && { ...found, id: found.id.replace(/([\\/])build\1src\1/, "$1build$1esm$1") };
      },
    },
    {
      name: "one-graphql",
      load: {
        filter: { id: /node_modules\/graphql\/.*\.mjs$/ },
        handler(id) {
          this.error(`${id} would be a second copy of graphql, whose types are foreign to the first one's.`);
        },
      },
    },
    {
      name: "list-of-packages",
      generateBundle() {
        // For the bill of materials. Modules that stand for a part of a package have its name in theirs.
        const packages = [...this.getModuleIds()].flatMap(
          (id) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? [],
        );
        writeFileSync("build/bundled.json", JSON.stringify([...new Set(packages)].sort()));
      },
    },
    {
      // V8 keeps a source at two bytes a character when a single one of its characters needs them: 4 MB.
      name: "ascii",
      generateBundle(_options, bundle) {
        for (const chunk of Object.values(bundle)) if (chunk.type === "chunk") chunk.code = inAscii(chunk.code);
      },
    },
  ],
  output: {
    dir: "dist",
    cleanDir: true,
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
    // Licences stay.
    comments: { legal: true, annotation: false, jsdoc: false },
    keepNames: true,
  },
});
