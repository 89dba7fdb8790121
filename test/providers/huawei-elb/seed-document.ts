/** The samples of the page "create pool", `POST /v2.0/lbaas/pools`, as printed there. */

const tenant = { tenant_id: "601240b9c5c94059b63d484c92cfe308", project_id: "601240b9c5c94059b63d484c92cfe308" };
const otherTenant = { tenant_id: "145483a5107745e9b3d80f956713e6a3", project_id: "145483a5107745e9b3d80f956713e6a3" };

/** Without session persistence. */
export const plain = {
  request: {
    pool: {
      lb_algorithm: "ROUND_ROBIN",
      loadbalancer_id: "63ad9dfe-4750-479f-9630-ada43ccc8117",
      protocol: "HTTP",
    },
  },
  response: {
    pool: {
      lb_algorithm: "ROUND_ROBIN",
      protocol: "HTTP",
      description: "",
      admin_state_up: true,
      loadbalancers: [{ id: "63ad9dfe-4750-479f-9630-ada43ccc8117" }],
      ...tenant,
      session_persistence: null,
      healthmonitor_id: null,
      listeners: [],
      members: [],
      id: "4e496951-befb-47bf-9573-c1cd11825c07",
      name: "",
    },
  },
};

/** On a listener, with persistence by the application's cookie. */
export const appCookie = {
  request: {
    pool: {
      lb_algorithm: "ROUND_ROBIN",
      listener_id: "370fb112-e920-486a-b051-1d0d30704dd3",
      protocol: "HTTP",
      session_persistence: { cookie_name: "my_cookie", type: "APP_COOKIE", persistence_timeout: 1 },
      admin_state_up: true,
    },
  },
  response: {
    pool: {
      lb_algorithm: "ROUND_ROBIN",
      protocol: "HTTP",
      description: "",
      admin_state_up: true,
      loadbalancers: [{ id: "6b041b9e-976b-40ba-b075-375be6110b53" }],
      ...otherTenant,
      session_persistence: { cookie_name: "my_cookie", type: "APP_COOKIE", persistence_timeout: 1 },
      healthmonitor_id: null,
      listeners: [{ id: "370fb112-e920-486a-b051-1d0d30704dd3" }],
      members: [],
      id: "307f8968-9474-4d0c-8434-66be09dabcc1",
      name: "",
    },
  },
};

/** With persistence by the load balancer's cookie; the answer has the default timeout. */
export const httpCookie = {
  request: {
    pool: {
      lb_algorithm: "ROUND_ROBIN",
      loadbalancer_id: "63ad9dfe-4750-479f-9630-ada43ccc8117",
      protocol: "HTTP",
      session_persistence: { type: "HTTP_COOKIE" },
    },
  },
  response: {
    pool: {
      lb_algorithm: "ROUND_ROBIN",
      protocol: "HTTP",
      description: "",
      admin_state_up: true,
      loadbalancers: [{ id: "63ad9dfe-4750-479f-9630-ada43ccc8117" }],
      ...tenant,
      session_persistence: { persistence_timeout: 1440, cookie_name: null, type: "HTTP_COOKIE" },
      healthmonitor_id: null,
      listeners: [],
      members: [],
      id: "d46eab56-d76b-4cd3-8952-3c3c4cf113aa",
      name: "",
    },
  },
};
