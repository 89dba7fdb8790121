import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const SCRIPT = join(ROOT, "scripts/new-cloud.mjs");
const project = mkdtempSync(join(tmpdir(), "new-cloud-"));
const run = (...args: string[]) => spawnSync(process.execPath, [SCRIPT, ...args], { encoding: "utf8" });

beforeAll(() => {
  for (const path of [
    "src",
    "test/example-cloud",
    "test/providers/example-cloud",
    "tsconfig.json",
    "tsconfig.build.json",
    "package.json",
  ])
    cpSync(join(ROOT, path), join(project, path), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(project, "node_modules"));
});
afterAll(() => rmSync(project, { recursive: true }));

describe("npm run new-cloud", () => {
  it("begins a cloud that compiles and stands in the list, under its own names and on its own port", () => {
    const { status, stdout } = run("acme-lb", "Acme load balancers", "--root", project);
    expect(status).toBe(0);
    expect(stdout).toContain("config.example.yaml");
    const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
    execFileSync(process.execPath, [tsc, "-p", "tsconfig.build.json", "--noEmit"], { cwd: project });

    const folder = join(project, "src/providers/acme-lb");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const text = files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
    expect(text).not.toMatch(/example.?cloud/i);
    expect(text).toContain('name: "ACME_LB"');
    expect(text).toContain('title: "Acme load balancers"');
    const registry = readFileSync(join(project, "src/providers/registry.ts"), "utf8");
    expect(registry).toMatch(/import \{ acmeLb \} from "\.\/acme-lb\/index\.js";/);
    expect(registry).toMatch(/\n {2}acmeLb,\n\];/);
    const [, port] = /\bport: (\d+),/.exec(text)!;
    const others = readdirSync(join(project, "src/providers"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith("emulator/index.ts") && !file.startsWith("acme-lb"))
      .map((file) => readFileSync(join(project, "src/providers", file), "utf8"));
    for (const other of others) expect(other).not.toContain(`port: ${port},`);
  }, 60_000);

  it("overwrites nothing, and says what is wrong with its arguments", () => {
    expect(run("huawei-elb", "Again", "--root", project)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("src/providers/huawei-elb already"),
    });
    for (const args of [["Acme", "x"], ["acme"], [], ["acme", "x", "y"], ["--nothing"]])
      expect(run(...args, "--root", project)).toMatchObject({ status: 2, stderr: expect.stringContaining("Usage") });
    expect(run("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("Usage") });
  });
});
