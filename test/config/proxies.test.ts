import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/load-config.js";
import { providers } from "../../src/providers/registry.js";

const load = (env: Record<string, string>, proxy = "environment") =>
  parseConfig(`{ sandbox: { enabled: true }, transport: { proxy: ${proxy} } }`, "file", providers, { env }).transport
    .proxies;

describe("proxies of the environment", () => {
  it("are left alone unless the configuration asks for them", () => {
    expect(load({ HTTPS_PROXY: "http://proxy.example:3128" }, "none")).toBeNull();
    expect(load({ HTTPS_PROXY: "nonsense" }, "none")).toBeNull();
  });

  it("are read in capitals and, before that, in small letters; this machine is never behind one", () => {
    const proxies = load({
      HTTPS_PROXY: "http://other.example:3128",
      https_proxy: "http://egress:hush@proxy.example:3128",
      NO_PROXY: ".internal.example,10.1.2.3",
    })!;
    expect(proxies.https?.reveal()).toBe("http://egress:hush@proxy.example:3128");
    expect(proxies.http).toBeUndefined();
    expect(proxies.exceptions).toBe(".internal.example,10.1.2.3,localhost,127.0.0.1,[::1]");
    expect(JSON.stringify(proxies)).not.toContain("hush");
    expect(load({ HTTP_PROXY: "http://proxy.example", NO_PROXY: "*" })?.exceptions).toBe("*");
  });

  it("have to be there and to be addresses, which are not shown", () => {
    expect(() => load({})).toThrow(/HTTPS_PROXY: .*where transport\.proxy is environment; neither is/);
    const wrong = () => load({ HTTPS_PROXY: "egress:hush@proxy.example", HTTP_PROXY: "http://h/hush?hush" });
    expect(wrong).toThrow(/2 mistakes:\n {2}HTTPS_PROXY: .*not shown here\.\n {2}HTTP_PROXY: /);
    expect(wrong).not.toThrow(/hush/);
  });
});
