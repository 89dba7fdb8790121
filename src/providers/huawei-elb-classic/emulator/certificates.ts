import { hexFor } from "../../../sandbox/made-ids.js";
import { listOfCertificates } from "../../huawei-shared/emulator/certificates.js";
import { ELBAAS, type State } from "./state.js";

export const CERTIFICATES = ["shop.example.com", "api.example.com"].map((domain) => ({
  id: hexFor(`certificate ${domain}`),
  name: domain.replaceAll(".", "-"),
  domain,
  create_time: "2019-05-02 08:00:00",
  update_time: "2019-05-02 08:00:00",
}));

export const certificates = listOfCertificates<State>(
  `${ELBAAS}/certificate`,
  CERTIFICATES,
  String(CERTIFICATES.length),
);
