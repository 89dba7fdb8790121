import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Builds the last stage of the Containerfile without a network, and runs it: what the first stage would have made is
 * what npm run build made here, and the base is the libraries that Node needs.
 * @param node the program of Node that the image is to have
 */
export function buildImage({ root, folder, node }) {
  const storage = ["--root", join(folder, "images"), "--runroot", join(folder, "run"), "--storage-driver", "vfs"];
  const buildah = (command, ...args) =>
    execFileSync("buildah", [...storage, command, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    }).trim();

  function baseOf(name, fill) {
    const place = join(folder, name);
    mkdirSync(place);
    fill(place);
    const container = buildah("from", "scratch");
    buildah("copy", "--quiet", container, place, "/");
    buildah("commit", "--quiet", container, `localhost/${name}`);
    return `localhost/${name}`;
  }
  const put = (place, from, to) => {
    mkdirSync(dirname(join(place, to)), { recursive: true });
    cpSync(from, join(place, to), { recursive: true, dereference: true });
  };

  const built = baseOf("built", (place) => {
    put(place, node, "usr/local/bin/node");
    for (const name of ["dist", "package.json", "config.example.yaml", "LICENSE"])
      put(place, join(root, name), join("src", name));
  });
  const base = baseOf("base", (place) => {
    const libraries = execFileSync("ldd", [node], { encoding: "utf8" });
    for (const [, path] of libraries.matchAll(/(\/\S+) \(0x/g)) put(place, path, path);
    const authorities = "/etc/ssl/certs/ca-certificates.crt";
    if (existsSync(authorities)) put(place, authorities, authorities);
    mkdirSync(join(place, "tmp"), { mode: 0o1777 });
  });

  const [, last] = readFileSync(join(root, "Containerfile"), "utf8").split(/^FROM \$\{RUN_IMAGE\}\n/m);
  const file = join(folder, "Containerfile");
  writeFileSync(file, `FROM ${built} AS build\nFROM ${base}\n${last}`);
  buildah(
    "bud",
    "--quiet",
    "--isolation",
    "chroot",
    "--format",
    "docker",
    "--tag",
    "localhost/cloud-listeners",
    "--file",
    file,
    folder,
  );
  const { Docker } = JSON.parse(buildah("inspect", "localhost/cloud-listeners"));
  const { size } = JSON.parse(buildah("images", "--json", "localhost/cloud-listeners"))[0];

  return {
    config: Docker.config,
    bytes: sizeInBytes(size),
    /** Starts the image and asks it. */
    async answers(query) {
      const container = buildah("from", "localhost/cloud-listeners");
      const run = [...storage, "run", "--isolation", "chroot", container, "--"];
      const inside = (script) =>
        execFileSync("buildah", [...run, "/usr/local/bin/node", "-p", script], { encoding: "utf8" }).trim();
      const user = inside("process.getuid()");
      const writable = inside("try { require('fs').writeFileSync('/app/x', ''); 'yes' } catch { 'no' }");
      if (writable !== "no") throw new Error("The program can write beside itself.");
      const child = spawn("buildah", [...run, ...Docker.config.Entrypoint, "--port", "0", "--sandbox-port-base", "0"], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      try {
        const endpoint = await new Promise((resolve, reject) => {
          let output = "";
          child.stdout.on("data", (text) => {
            output += text;
            const found = /GraphQL\s+http:\/\/[^:]+:(\d+)/.exec(output);
            if (found && output.includes("control")) resolve(`http://127.0.0.1:${found[1]}/graphql`);
          });
          child.once("exit", (code) => reject(new Error(`The image ended with ${code}:\n${output}`)));
        });
        const response = await fetch(endpoint, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ query }),
        });
        return { answer: await response.json(), user };
      } finally {
        const ended = child.exitCode === null ? new Promise((resolve) => child.once("exit", resolve)) : null;
        child.kill("SIGTERM");
        await ended;
      }
    },
  };
}

/** "186 MB" as buildah writes it, as a number. */
function sizeInBytes(size) {
  const [, number, unit] = /^([\d.]+) ?(B|KB|MB|GB)$/i.exec(size) ?? [];
  return Number(number) * { b: 1, kb: 1e3, mb: 1e6, gb: 1e9 }[unit?.toLowerCase() ?? "b"];
}
