import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { startConnectProxy } from "../support/connect-proxy.js";
import { BUILT, environment } from "./program.js";

const folder = mkdtempSync(join(tmpdir(), "proxy-"));
afterAll(() => rmSync(folder, { recursive: true }));

const config = join(folder, "listeners.yaml");
writeFileSync(
  config,
  `transport: { proxy: environment }
accounts:
  - { id: behind, provider: tencent-gaap, secretId: AK, secretKey: { env: KEY }, endpoint: http://cloud.example:8080 }
`,
);

it("the built program goes through the proxy of the environment, and says when that refuses", async () => {
  const proxy = await startConnectProxy({ user: "egress", password: "hush", refusesWith: 403 });
  const child = spawn(process.execPath, [BUILT, "doctor", "--config", config, "--json"], {
    env: environment({ KEY: "key-nobody-may-see", HTTP_PROXY: proxy.url }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const [code] = await once(child, "close");
  expect(code).toBe(4);
  expect(output).toContain("The proxy on the way to the cloud would not connect (status 403).");
  expect(proxy.asked).toContain("cloud.example:8080");
  expect(output).not.toMatch(/egress|hush|nobody-may-see/);
  await proxy.stop();
});
