import { badRequest } from "./answers.js";
import { checkInteger, checkOneOf, checkTexts, type Fields, requireFields } from "./field-rules.js";
import type { StoredListener } from "./state.js";

/** What the cloud checks of a listener's fields before it looks at anything else. */

const ALGORITHMS = ["roundrobin", "leastconn", "source"];
const OLD_PROTOCOLS = "TLSv1.2 TLSv1.1 TLSv1";

const mandatory = ["name", "loadbalancer_id", "protocol", "port", "backend_protocol", "backend_port", "lb_algorithm"];
const updatable = [
  "name",
  "description",
  "port",
  "backend_port",
  "lb_algorithm",
  "tcp_timeout",
  "udp_timeout",
  "tcp_draining",
  "tcp_draining_timeout",
  "certificate_id",
  "ssl_protocols",
  "ssl_ciphers",
];
const onlyOnCreation = [
  "loadbalancer_id",
  "protocol",
  "backend_protocol",
  "session_sticky",
  "sticky_session_type",
  "cookie_timeout",
];

/**
 * The order of the checks is that of the create page's error table. For a field that the vendor does not know, and for
 * wrong combinations, the pages give no code; those used here are our reading.
 */
export function checkCreation(body: Fields): void {
  requireFields(body, mandatory);
  for (const name of Object.keys(body)) {
    if (![...updatable, ...onlyOnCreation].includes(name))
      throw badRequest("ELB.6001", `There is no parameter ${name}.`);
  }
  checkTexts(body, { longName: "ELB.6011", invalidName: "ELB.6021", description: "ELB.6031" });
  checkPorts(body);
  checkOneOf(body.lb_algorithm, ALGORITHMS, "ELB.6051", "lb_algorithm");
  checkOneOf(body.protocol, ["HTTP", "HTTPS", "TCP", "UDP"], "ELB.6061", "protocol");
  checkOneOf(body.backend_protocol, ["HTTP", "TCP", "UDP"], "ELB.6071", "backend_protocol");
  if (body.protocol === "UDP" && body.backend_protocol !== "UDP")
    throw badRequest("ELB.6071", "The backend protocol of a UDP listener must be UDP.");
  checkStickiness(body);
  checkNumbers(body);
  checkTls(body, body.protocol);
}

/** Source: update listener page. */
export function checkUpdate(body: Fields, listener: StoredListener): void {
  for (const name of Object.keys(body)) {
    if (!updatable.includes(name)) throw badRequest("ELB.6015", `The parameter ${name} cannot be updated.`);
  }
  checkTexts(body, { longName: "ELB.6025", invalidName: "ELB.6035", description: "ELB.6045" });
  checkPorts(body);
  checkOneOf(body.lb_algorithm, ALGORITHMS, "ELB.6051", "lb_algorithm");
  const merged = { ...listener, ...body };
  checkStickiness(merged);
  checkNumbers(body);
  checkTls(merged, listener.protocol);
}

function checkPorts(body: Fields): void {
  checkInteger(body.port, 1, 65_535, "ELB.6041", "port");
  checkInteger(body.backend_port, 1, 65_535, "ELB.6041", "backend_port");
}

/** The create page names HTTP, HTTPS and TCP for the rule about algorithms, not UDP. */
function checkStickiness(body: Fields): void {
  checkOneOf(body.session_sticky, [true, false], "ELB.6081", "session_sticky");
  checkOneOf(body.sticky_session_type, ["insert", ""], "ELB.6081", "sticky_session_type");
  checkInteger(body.cookie_timeout, 1, 1_440, "ELB.6081", "cookie_timeout");
  if (body.session_sticky === true && body.protocol !== "UDP" && body.lb_algorithm !== "roundrobin") {
    throw badRequest("ELB.6081", "Sticky sessions need the algorithm roundrobin.");
  }
}

/** TCP-only fields on other listeners are accepted and come back: the create page's own sample has them on HTTP. */
function checkNumbers(body: Fields): void {
  checkInteger(body.tcp_timeout, 1, 1_440, "ELB.6061", "tcp_timeout");
  checkInteger(body.udp_timeout, 1, 1_440, "ELB.6061", "udp_timeout");
  checkOneOf(body.tcp_draining, [true, false, 1], "ELB.6061", "tcp_draining");
  checkInteger(body.tcp_draining_timeout, 0, 60, "ELB.6061", "tcp_draining_timeout");
}

function checkTls(body: Fields, protocol: unknown): void {
  if (protocol !== "HTTPS") return;
  if (typeof body.certificate_id !== "string" || body.certificate_id === "")
    throw badRequest("ELB.6001", "The parameter certificate_id is empty.");
  checkOneOf(body.ssl_protocols, ["TLSv1.2", OLD_PROTOCOLS], "ELB.6061", "ssl_protocols");
  checkOneOf(body.ssl_ciphers, ["Default", "Extended", "Strict"], "ELB.6061", "ssl_ciphers");
  if (body.ssl_protocols === OLD_PROTOCOLS && body.ssl_ciphers !== "Extended") {
    throw badRequest("ELB.6061", `ssl_ciphers must be Extended with ssl_protocols ${OLD_PROTOCOLS}.`);
  }
}
