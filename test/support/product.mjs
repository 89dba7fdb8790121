import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startChild } from "./children.mjs";

const main = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
const GRAPHQL = /GraphQL\s+(\S+)/;
const CONTROL = /control\s+(\S+)/;

/**
 * The built product with its sandbox, on free ports, as a process of its own. `config`: its configuration file;
 * `env`: what that reads of the environment; `headers`: by which it knows its clients, when it asks for any;
 * `metricsToken`: what it asks of those who read its metrics.
 */
export async function startProduct({ config, env, headers = {}, metricsToken }) {
  const child = await startChild(main, ["--config", config, "--port", "0", "--sandbox-port-base", "0"], {
    env,
    isUp: (output) => GRAPHQL.test(output) && CONTROL.test(output),
  });
  const endpoint = GRAPHQL.exec(child.output())[1];
  const control = CONTROL.exec(child.output())[1];

  async function tell(method, path, body) {
    const response = await fetch(`${control}${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`The sandbox answered ${response.status}: ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  }
  const clouds = (await tell("GET", "/clouds")).map(({ key }) => key);

  return {
    endpoint,
    clouds,
    /** Asks a query, as a client would, with the headers by which it is known. */
    ask: (query, variables) => ask(endpoint, query, { variables, headers }),
    /** Forgets the requests that the clouds have seen, does `work`, and answers what it gave and the requests since, by cloud. */
    async countCalls(work) {
      for (const key of clouds) await tell("DELETE", `/clouds/${key}/calls`);
      const operations = await countOperations();
      const result = await work();
      const calls = {};
      for (const key of clouds) calls[key] = (await tell("GET", `/clouds/${key}/calls`)).count;
      return { result, calls, operations: (await countOperations()) - operations };
    },
    /** Lets one cloud refuse connections while `work` is done. */
    async withOutage(key, work) {
      await tell("POST", `/clouds/${key}/faults`, { fault: { kind: "refuse" } });
      try {
        return await work();
      } finally {
        await tell("DELETE", `/clouds/${key}/faults`);
      }
    },
    /** The log's lines about the request of this name, once there are some; none after 5 s. */
    async logged(requestId) {
      const latest = Date.now() + 5_000;
      for (;;) {
        const lines = child
          .output()
          .split("\n")
          .filter((line) => line.startsWith("{") && line.endsWith("}"));
        const found = lines.map((line) => JSON.parse(line)).filter((entry) => entry.requestId === requestId);
        if (found.length > 0 || Date.now() > latest) return found;
        await wait(20);
      }
    },
    stop: () => child.stop(),
  };

  /** GraphQL operations that the product has answered since its start. */
  async function countOperations() {
    const authorization = metricsToken && { authorization: `Bearer ${metricsToken}` };
    const text = await (await fetch(new URL("/metrics", endpoint), { headers: authorization })).text();
    const counts = [...text.matchAll(/^graphql_operation_seconds_count\S* (\d+)/gm)];
    return counts.reduce((sum, [, count]) => sum + Number(count), 0);
  }
}

/** Asks a GraphQL endpoint as a client would. */
export async function ask(endpoint, query, { variables, headers } = {}) {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...(await response.json()) };
}
