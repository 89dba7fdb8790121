import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codesOf } from "./support/client.js";
import { forged } from "./support/forged-ids.js";
import { type Lab, startLab } from "./support/lab.js";

/** Queries during the outage: more than the account's retry budget allows. */
const QUERIES = 30;
const READ = "query ($id: ID!) { listener(id: $id) { name } }";

describe("a cloud during an outage", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab.stop());

  it("makes no client wait, and the metrics show that its retry budget is used up", async () => {
    const cloud = lab.cloud("huawei-elb");
    cloud.replace(/./, (response) => response.writeHead(500, { "content-type": "text/html" }).end("out of order"));
    await lab.during("a cloud is out of order", async () => {
      // All at once, each for another id: one after the other, the circuit breaker would stop them.
      const ids = Array.from({ length: QUERIES }, (_, index) =>
        forged(cloud.accountId, "listener", `listener-${index}`),
      );
      for (const answer of await Promise.all(ids.map((id) => lab.ask(READ, { id }))))
        expect(codesOf(answer)).toEqual(["PROVIDER_UNAVAILABLE"]);
    });
    const metrics = await (await fetch(`${lab.program.origin}/metrics`)).text();
    const refused = /^upstream_retries_refused_total\{[^}]*account="elb-sandbox"[^}]*\} (\d+)$/m.exec(metrics);
    expect(Number(refused?.[1])).toBeGreaterThan(0);
    expect(lab.program.log.filter(({ msg }) => msg.includes("budget")).length).toBeGreaterThan(0);
  });
});
