import { expect, it } from "vitest";
import { freePortsBeside, sharedSpaces } from "../../src/model/free-ports.js";
import type { Listener } from "../../src/model/listener.js";
import { MAX_PORT, MIN_PORT, PortRange } from "../../src/model/port-range.js";

const listener = (protocol: string, ...ports: number[]) =>
  ({
    protocol,
    urn: `a:listener:${protocol}`,
    nativeId: protocol,
    portRanges: ports.map((port) => new PortRange(port)),
  }) as unknown as Listener;
const within = { fromPort: MIN_PORT, toPort: MAX_PORT };
const CLOUD = {
  minPort: 10,
  maxPort: 20,
  reservedPorts: [
    { protocol: null, port: 12 },
    { protocol: "UDP" as const, port: 15 },
  ],
};
const shown = (ranges: readonly PortRange[]) => ranges.map(({ fromPort, toPort }) => `${fromPort}-${toPort}`);
const HTTP = [listener("HTTP", 18)];

it.each([
  ["TCP", HTTP, 1, undefined, ["10-11", "13-17", "19-20"]],
  ["TCP", HTTP, 3, undefined, ["13-17"]],
  ["UDP", HTTP, 1, undefined, ["10-11", "13-14", "16-20"]],
  ["UDP", HTTP, 1, sharedSpaces, ["10-11", "13-14", "16-17", "19-20"]],
  // Nobody knows what it runs over.
  ["UDP", [listener("OTHER", 18)], 1, undefined, ["10-11", "13-14", "16-17", "19-20"]],
  ["TCP", [listener("OTHER", 18)], 1, undefined, ["10-11", "13-17", "19-20"]],
] as const)("free for %s", (protocol, listeners, count, spaces, free) => {
  expect(shown(freePortsBeside(listeners, { protocol, count, within }, CLOUD, spaces))).toEqual(free);
});

it("is not told while a listener that may hold any port does not tell its own", () => {
  const free = (protocol: "TCP" | "UDP") => freePortsBeside([listener("HTTP")], { protocol, count: 1, within }, CLOUD);
  expect(() => free("TCP")).toThrow(expect.objectContaining({ code: "UNREADABLE", nativeId: "HTTP" }));
  expect(shown(free("UDP"))).toEqual(["10-11", "13-14", "16-20"]);
});
