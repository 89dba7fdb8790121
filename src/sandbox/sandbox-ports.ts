import type { SandboxCloud } from "./sandbox-cloud.js";

/** "default": each cloud's fixed port; "any": free ports; or ports by cloud key, with the default for the others. */
export type SandboxPorts = "default" | "any" | Readonly<Record<string, number>>;

/** The port that one cloud listens on; 0 for any free one. */
export function portOf(key: string, cloud: SandboxCloud, ports: SandboxPorts): number {
  if (ports === "any") return 0;
  return (ports === "default" ? undefined : ports[key]) ?? cloud.port;
}

/**
 * Compares ports before any is opened, so that the error names both clouds that have the same port.
 *
 * @param wanted the port of each cloud; 0 stands for any free one
 * @throws Error that names the port and the two that want it
 */
export function requireDistinctPorts(wanted: readonly { readonly who: string; readonly port: number }[]): void {
  for (const [index, { who, port }] of wanted.entries()) {
    const first = wanted.slice(0, index).find((other) => other.port === port);
    if (port === 0 || !first) continue;
    throw new Error(
      `Port ${port} is wanted by ${first.who} and by ${who}. Every sandbox cloud needs a port of its own: the one in its emulator/index.ts.`,
    );
  }
}

const TROUBLES: Readonly<Record<string, string>> = {
  EADDRINUSE: "is in use",
  EACCES: "may not be opened by this user",
};

/** Rewrites an error about the port into a sentence that says what to do. */
export function explainPort(port: number, who: string): (error: unknown) => never {
  return (error) => {
    const trouble = error instanceof Error && "code" in error ? TROUBLES[String(error.code)] : undefined;
    if (!trouble) throw error;
    const way = `Choose others with --sandbox-port-base or sandbox.portBase, 0 for any free ones.`;
    throw new Error(`Port ${port} for ${who} ${trouble}. ${way}`, { cause: error });
  };
}
