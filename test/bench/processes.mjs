import { spawn } from "node:child_process";
import { once } from "node:events";

/** A child that is spoken to over a channel, one question at a time. */
export class Child {
  constructor(file, { args = [], env = {}, nodeArgs = [], output = "ignore" } = {}) {
    this.name = file;
    this.process = spawn(process.execPath, [...nodeArgs, file, ...args], {
      stdio: ["ignore", output, "inherit", "ipc"],
      env: { ...process.env, NODE_ENV: "production", ...env },
    });
    this.process.once("exit", (code) => {
      if (!this.isStopped) throw new Error(`${file} ended with ${code}.`);
    });
  }

  async next() {
    const [message] = await once(this.process, "message");
    return message;
  }

  async ask(message) {
    const answer = this.next();
    this.process.send(message);
    return answer;
  }

  async stop() {
    this.isStopped = true;
    this.process.kill("SIGTERM");
    const exit = once(this.process, "exit");
    const patience = setTimeout(() => this.process.kill("SIGKILL"), 3_000);
    await exit;
    clearTimeout(patience);
  }
}

/** Waits until the server answers. */
export async function untilReady(origin) {
  for (let tries = 0; tries < 600; tries += 1) {
    try {
      const response = await fetch(`${origin}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query: "{ __typename }" }),
      });
      await response.text();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  throw new Error(`${origin} does not answer.`);
}
