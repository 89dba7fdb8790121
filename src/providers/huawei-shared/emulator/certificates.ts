import type { Noun } from "../../../sandbox/create-emulator.js";
import type { RestOperation } from "../../../sandbox/rest-routes.js";

interface Certificate {
  readonly id: string;
  readonly name: string;
  readonly domain: string | null;
  readonly create_time: string;
  readonly update_time: string;
}

/**
 * Certificates of load balancers: they are there from the start and cannot be changed here. The real APIs show their
 * texts and private keys as well.
 *
 * @param count how many there are, as the API writes it
 */
export function listOfCertificates<S>(
  path: string,
  held: readonly Certificate[],
  count: number | string,
): Noun<S, RestOperation<S>> {
  const certificates = held.map((certificate) => ({
    ...certificate,
    description: "",
    certificate: "-----BEGIN CERTIFICATE-----\nsandbox\n-----END CERTIFICATE-----",
    private_key: "",
  }));
  const handle = () => ({ status: 200, body: { certificates, instance_num: count } });
  return { operations: { ListCertificates: { method: "GET", path, handle } } };
}
