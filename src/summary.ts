import type { App } from "./app.js";
import type { AppConfig } from "./config/app-config.js";
import type { Sandbox } from "./sandbox/start-sandbox.js";
import { metricsToken } from "./server/metrics-route.js";

/** What a person is told when the server is up: where to find everything. */
export function serverSummary({ server, sandbox, store }: App, config: AppConfig): string {
  const page = config.server.landingPage === "none" ? [] : [["Explorer", `${server.origin}/`]];
  const token = metricsToken(config.server);
  const rows = [
    ["GraphQL", `${server.origin}/graphql`],
    ...page,
    ["Health", `${server.origin}/healthz  ${server.origin}/readyz`],
    ["Changes", store.isInMemory ? "kept in memory, until this process ends" : `kept in ${store.place}`],
    ["Metrics", `${server.metricsOrigin}/metrics${token ? `  (with the token of ${token})` : ""}`],
  ];
  const accounts = config.accounts.map(
    ({ id, provider, endpoint }) => `  ${id.padEnd(24)}${provider.padEnd(22)}${endpoint}\n`,
  );
  const clouds = accounts.length > 0 ? `Accounts\n${accounts.join("")}` : "";
  return `\nCloud listeners is up.\n\n${table(rows)}\n${clouds}${sandbox ? sandboxSummary(sandbox) : ""}`;
}

/** Where the sandbox clouds are. */
export function sandboxSummary(sandbox: Sandbox): string {
  const rows = sandbox.clouds.map(({ key, endpoint }) => [key, endpoint]);
  const control = sandbox.controlEndpoint ? [["control", sandbox.controlEndpoint]] : [];
  return `Sandbox clouds (emulators with made-up inventory; no real cloud is called)\n${table([...rows, ...control])}\n`;
}

function table(rows: readonly (readonly string[])[]): string {
  return rows.map(([name = "", place = ""]) => `  ${name.padEnd(22)}${place}\n`).join("");
}
