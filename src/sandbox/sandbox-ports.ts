import type { SandboxCloud } from "./sandbox-cloud.js";

/** "default": each cloud's own fixed port; "any": any free ones; or ports by key, the rest being default. */
export type SandboxPorts = "default" | "any" | Readonly<Record<string, number>>;

/** The port that one cloud listens on; 0 for any free one. */
export function portOf(key: string, cloud: SandboxCloud, ports: SandboxPorts): number {
  if (ports === "any") return 0;
  return (ports === "default" ? undefined : ports[key]) ?? cloud.port;
}

/**
 * Ports are compared before any is opened: whoever gives a new cloud a port that another has learns both names.
 *
 * @param wanted who wants which port; 0 stands for any free one
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

/** Makes the error a sentence that says what to do, where the port is the trouble. */
export function explainPort(port: number, who: string): (error: unknown) => never {
  return (error) => {
    const trouble = error instanceof Error && "code" in error ? TROUBLES[String(error.code)] : undefined;
    if (!trouble) throw error;
    const way = `Choose others with --sandbox-port-base or sandbox.portBase, 0 for any free ones.`;
    throw new Error(`Port ${port} for ${who} ${trouble}. ${way}`, { cause: error });
  };
}
