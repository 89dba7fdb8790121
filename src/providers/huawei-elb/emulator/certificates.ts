import { hexFor } from "../../../sandbox/made-ids.js";
import { Refused } from "../../../sandbox/refused.js";
import { listOfCertificates } from "../../huawei-shared/emulator/certificates.js";
import { LBAAS } from "./resources.js";
import type { State } from "./state.js";

export const CERTIFICATES = [
  { name: "shop-example-com", type: "server", domain: "shop.example.com" },
  { name: "api-example-com", type: "server", domain: "api.example.com" },
  { name: "devices-example-com", type: "server", domain: "devices.example.com" },
  { name: "fleet-authority", type: "client", domain: null },
].map((certificate) => ({
  id: hexFor(`certificate ${certificate.name}`),
  ...certificate,
  expire_time: "2035-01-01 00:00:00",
  create_time: "2024-01-10 08:00:00",
  update_time: "2024-01-10 08:00:00",
}));

export function certificateNamed(wanted: string): string {
  return CERTIFICATES.find(({ name }) => name === wanted)?.id ?? "";
}

export const certificates = listOfCertificates<State>(`${LBAAS}/certificates`, CERTIFICATES, CERTIFICATES.length);

/** @throws Refused when one of the ids names no certificate of the type. */
export function requireCertificates(type: "server" | "client", ids: readonly string[]): void {
  for (const id of ids) {
    const isThere = CERTIFICATES.some((certificate) => certificate.id === id && certificate.type === type);
    if (!isThere) throw new Refused(404, "TLSContainerNotFound", `TLS container ${id} could not be found`);
  }
}
