import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

/** A PostgreSQL of its own, with nothing in it, that ends with the tests. */
export interface Cluster {
  /** Where a new, empty database is. */
  createDatabase(name: string): Promise<string>;
  /** As a machine that loses its power: nothing is written down any more. */
  kill(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** Where Debian and others put the server's programs, which are on nobody's path. */
const PLACES = ["/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt/postgresql", "/usr/pgsql"];

/** The folder with initdb and postgres; null when there is none. */
export function postgresPrograms(): string | null {
  const versions = PLACES.flatMap((place) =>
    existsSync(place) ? [place, ...readdirSync(place).map((version) => join(place, version))] : [],
  );
  const onPath = (process.env.PATH ?? "").split(":");
  const folders = [...versions.map((version) => join(version, "bin")), ...onPath].reverse();
  return folders.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres"))) ?? null;
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

/** Starts a cluster that listens on a socket in a folder of its own only. @throws Error when there are no programs for it */
export async function startCluster(): Promise<Cluster> {
  const programs = postgresPrograms();
  if (!programs)
    throw new Error(
      "There is no PostgreSQL on this machine (Debian: apt-get install postgresql), and no TEST_POSTGRES_URL.",
    );
  const who = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  if (who.uid !== undefined) for (const one of [folder, data]) chownSync(one, who.uid, who.gid!);
  const options = { ...who, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: "C" } };
  const initdb = ["-D", data, "-U", "test", "-A", "trust", "-E", "UTF8", "--no-instructions"];
  const made = spawnSync(join(programs, "initdb"), initdb, { ...options, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  let server: ReturnType<typeof spawn> | null = null;

  const urlOf = (database: string) => `postgres://test@/${database}?host=${encodeURIComponent(folder)}`;

  async function run(sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: urlOf("postgres") });
    client.on("error", () => undefined);
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }

  async function start(): Promise<void> {
    const settings = ["-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "max_connections=100"];
    server = spawn(join(programs!, "postgres"), settings, { ...options, stdio: "ignore" });
    for (let tries = 0; tries < 200; tries += 1) {
      const isUp = await run("select 1").then(
        () => true,
        () => false,
      );
      if (isUp) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("PostgreSQL did not start within 10 s.");
  }

  function end(signal: NodeJS.Signals): Promise<void> {
    const ending = server;
    server = null;
    if (!ending || ending.exitCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      ending.once("exit", () => resolve());
      ending.kill(signal);
    });
  }

  try {
    await start();
  } catch (error) {
    await end("SIGQUIT");
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    async createDatabase(name) {
      await run(`create database ${name}`);
      return urlOf(name);
    },
    // SIGQUIT: all processes of the server end at once, without a checkpoint.
    kill: () => end("SIGQUIT"),
    start,
    async remove() {
      await end("SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
