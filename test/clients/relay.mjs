import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const compiler = fileURLToPath(new URL("./node_modules/relay-compiler/cli.js", import.meta.url));

/**
 * Runs relay-compiler in a folder with a configuration and sources, as `npx relay-compiler` does.
 * @returns its words and exit code, and the artifacts by their names.
 */
export function compileRelay(folder) {
  const config = JSON.parse(readFileSync(join(folder, "relay.config.json"), "utf8"));
  const artifacts = join(folder, config.artifactDirectory);
  mkdirSync(artifacts);
  // A bundler finds artifacts without the endings of their names; Node finds them so as CommonJS.
  writeFileSync(join(artifacts, "package.json"), JSON.stringify({ type: "commonjs" }));
  writeFileSync(join(folder, "relay.config.json"), JSON.stringify({ ...config, eagerEsModules: false }));
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiler], { cwd: folder, encoding: "utf8" });
  const require = createRequire(join(artifacts, "package.json"));
  return { status, words: stdout + stderr, artifact: (name) => require(`./${name}.graphql`) };
}
