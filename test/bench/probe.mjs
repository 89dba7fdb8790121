/**
 * Loaded before each server: tells over its channel how much processor time and memory its process has used, and how
 * late its event loop has been since it was asked to watch it.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";

const delays = monitorEventLoopDelay({ resolution: 1 });
process.on("message", (message) => {
  if (message === "watch") {
    delays.reset();
    delays.enable();
    process.send({});
  }
  if (message !== "usage") return;
  const { user, system } = process.cpuUsage();
  const delayP99 = delays.percentile(99) / 1e6;
  process.send({ cpuMicros: user + system, rss: process.memoryUsage.rss(), delayP99 });
});
// What is measured must be able to end.
process.channel?.unref();
