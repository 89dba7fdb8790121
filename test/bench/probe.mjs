/** Loaded before each server: tells over its channel how much processor time and memory its process has used. */
process.on("message", (message) => {
  if (message !== "usage") return;
  const { user, system } = process.cpuUsage();
  process.send({ cpuMicros: user + system, rss: process.memoryUsage.rss() });
});
// What is measured must be able to end.
process.channel?.unref();
