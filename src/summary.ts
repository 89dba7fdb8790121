import type { App } from "./app.js";
import { accessInWords } from "./config/access-in-words.js";
import type { AppConfig } from "./config/app-config.js";
import { warningsAbout } from "./config/warnings.js";
import type { Sandbox } from "./sandbox/start-sandbox.js";
import { metricsToken } from "./server/metrics-route.js";

/** What a person is told when the server is up: where to find everything. */
export function serverSummary({ server, sandbox, store }: App, config: AppConfig): string {
  const { landingPage, publicUrl, host } = config.server;
  const origin = reachable(server.origin);
  const page = { explorer: "Explorer", studio: "Link to Studio", none: null }[landingPage];
  const token = metricsToken(config.server);
  const proof = proofAskedFor(config.server);
  const rows = [
    ["GraphQL", `${origin}/graphql${proof}`],
    ...(page ? [[page, `${origin}/`]] : []),
    ...(publicUrl ? [["From outside", publicUrl]] : []),
    ...(origin === server.origin ? [] : [["Listening", `on all addresses of this machine (${host})`]]),
    ["Health", `${origin}/healthz  ${origin}/readyz`],
    ["Access", accessInWords(config.server)],
    ["Changes", store.isInMemory ? "kept in memory, until this process ends" : `kept in ${store.place}`],
    ["Metrics", `${reachable(server.metricsOrigin)}/metrics${token ? `  (with the token of ${token})` : ""}`],
  ];
  const accounts = config.accounts.map(
    ({ id, provider, endpoint }) => `  ${id.padEnd(24)}${provider.padEnd(22)}${endpoint}\n`,
  );
  const clouds = accounts.length > 0 ? `Accounts\n${accounts.join("")}` : "";
  return `\nCloud listeners is up.\n\n${table(rows)}\n${clouds}${sandbox ? sandboxSummary(sandbox) : ""}`;
}

/** The report on a configuration without mistakes, for people. @param source what it was read from */
export function checkSummary(source: string, config: AppConfig): string {
  const warnings = warningsAbout(config);
  const count = warnings.length === 1 ? "a warning" : `${warnings.length} warnings`;
  const verdict = warnings.length === 0 ? `${source} is fine.` : `${source} can be used, with ${count}:`;
  const accounts = config.accounts.map(({ id, provider }) => [id, provider]);
  return `${verdict}\n${warnings.map((warning) => `  ${warning}\n`).join("")}${accounts.length > 0 ? `Accounts\n${table(accounts)}` : ""}`;
}

/** An address that a browser on this machine can open: nothing is at 0.0.0.0 itself. */
const reachable = (origin: string): string => origin.replace(/\/\/(?:0\.0\.0\.0|\[::\])(?=:)/, "//localhost");

/** What callers of the graph have to bring; empty when it is nothing. */
function proofAskedFor({ access, bearerToken }: AppConfig["server"]): string {
  if (access) return "  (callers are authenticated: server.access)";
  return bearerToken ? "  (callers send the token of server.bearerToken)" : "";
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
