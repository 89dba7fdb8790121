/** A collector of OpenTelemetry, in a process of its own, that takes everything and keeps nothing but a count. */
import { createServer } from "node:http";

let exports = 0;
const server = createServer((request, response) => {
  request.resume().on("end", () => {
    exports += 1;
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
});
process.on("message", () => process.send({ exports }));
server.listen(0, "127.0.0.1", () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
