import type { Noun } from "../../../sandbox/create-emulator.js";
import { hexFor } from "../../../sandbox/made-ids.js";
import type { RestOperation } from "../../../sandbox/rest-routes.js";
import { ELBAAS, type State } from "./state.js";

/** Certificates are there from the start and cannot be changed here. */
export const CERTIFICATES = ["shop.example.com", "api.example.com"].map((domain) => ({
  id: hexFor(`certificate ${domain}`),
  name: domain.replaceAll(".", "-"),
  domain,
}));

/** The real API puts the private key here as well. */
export const certificates: Noun<State, RestOperation<State>> = {
  operations: {
    ListCertificates: {
      method: "GET",
      path: `${ELBAAS}/certificate`,
      handle() {
        const certificates = CERTIFICATES.map((certificate) => ({
          ...certificate,
          description: "",
          certificate: "-----BEGIN CERTIFICATE-----\nsandbox\n-----END CERTIFICATE-----",
          private_key: "",
          create_time: "2019-05-02 08:00:00",
          update_time: "2019-05-02 08:00:00",
        }));
        return { status: 200, body: { certificates, instance_num: String(certificates.length) } };
      },
    },
  },
};
