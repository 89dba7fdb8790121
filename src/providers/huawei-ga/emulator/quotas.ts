import type { Noun } from "../../../sandbox/create-emulator.js";
import type { RestOperation } from "../../../sandbox/rest-routes.js";
import { missing } from "./errors.js";
import { DOMAIN_ID, type State } from "./state.js";

/** Source: quotas page. */
const QUOTAS: Readonly<Record<string, number>> = { accelerator: 20, listener: 10, endpoint_group: 10, endpoint: 10 };

export const quotas: Noun<State, RestOperation<State>> = {
  operations: {
    ShowQuotas: {
      method: "GET",
      path: "/v1/:/ga/quotas",
      handle(_state, { id }) {
        if (id !== DOMAIN_ID) throw missing("domain", id);
        const resources = Object.entries(QUOTAS).map(([type, quota]) => ({ type, min: 0, max: quota, quota }));
        return { status: 200, body: { quotas: { resources } } };
      },
    },
  },
};
