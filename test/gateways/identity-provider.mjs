import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const AUDIENCE = "https://listeners.example.com";
const CLIENT = { client_id: "console", redirect_uris: ["https://console.example.com/signed-in"] };
/** Seconds for which the tokens of the client `hasty` are good. */
const HASTY_SECONDS = 2;
const HASTY = { ...CLIENT, client_id: "hasty" };
const PUBLIC_CLIENT = { token_endpoint_auth_method: "none", grant_types: ["authorization_code"] };
const GROUPS = { ada: ["sre"], bob: ["games"] };

let keysMade = 0;
function newKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  keysMade += 1;
  return { ...privateKey.export({ format: "jwk" }), kid: `key-${keysMade}`, alg: "RS256", use: "sig" };
}

/**
 * A provider of identities (OpenID Connect) on loopback: ada is in the group sre, bob in games. People sign in with the
 * code flow, as they do in a browser, and get access tokens that are signed (JWT).
 */
export async function startIdentityProvider() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${server.address().port}`;
  let keys = [newKey()];
  const cookieKeys = [randomBytes(16).toString("hex")];

  function serve() {
    const provider = new Provider(origin, {
      clients: [CLIENT, HASTY].map((client) => ({ ...PUBLIC_CLIENT, ...client })),
      jwks: { keys },
      cookies: { keys: cookieKeys },
      findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
      extraTokenClaims: (_context, { accountId }) => ({ groups: GROUPS[accountId] ?? [] }),
      features: {
        devInteractions: { enabled: true },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => AUDIENCE,
          useGrantedResource: () => true,
          getResourceServerInfo: (_context, _resource, { clientId }) => ({
            scope: "listeners",
            accessTokenFormat: "jwt",
            accessTokenTTL: clientId === HASTY.client_id ? HASTY_SECONDS : 600,
            jwt: { sign: { alg: "RS256" } },
          }),
        },
      },
    });
    server.removeAllListeners("request").on("request", provider.callback());
  }
  serve();

  return {
    origin,
    /** The headers of a user who has just signed in. `isHasty`: with a token that ends at once. */
    async signIn(login, { isHasty = false } = {}) {
      const token = await signIn(origin, isHasty ? HASTY : CLIENT, login);
      return { token, headers: { authorization: `Bearer ${token}` } };
    },
    /** Signs with a new key from now on. The ones before stay published. */
    rotateKeys() {
      keys = [newKey(), ...keys];
      serve();
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Goes through the code flow like a browser: with cookies, along redirects, and through the forms on the way. */
async function signIn(origin, { client_id, redirect_uris: [redirect_uri] }, login) {
  const cookies = new Map();
  const verifier = randomBytes(32).toString("base64url");
  const code_challenge = createHash("sha256").update(verifier).digest("base64url");
  const asked = { client_id, redirect_uri, response_type: "code", scope: "openid listeners", resource: AUDIENCE };
  const query = new URLSearchParams({ ...asked, code_challenge, code_challenge_method: "S256" });
  let url = new URL(`/auth?${query}`, origin);
  let form;
  while (url.origin === origin) {
    const response = await fetch(url, {
      method: form ? "POST" : "GET",
      body: form && new URLSearchParams(form),
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      redirect: "manual",
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      cookies.set(name, value);
    }
    const page = await response.text();
    const next = response.headers.get("location");
    if (next === null) {
      const [, prompt] = /name="prompt" value="(\w+)"/.exec(page) ?? [];
      if (!prompt) throw new Error(`${url} answered ${response.status}: ${page}`);
      form = { prompt, login, password: "any" };
    } else {
      form = undefined;
      url = new URL(next, url);
    }
  }
  const code = url.searchParams.get("code");
  if (!code) throw new Error(`Nobody was signed in: ${url}`);
  const grant = { grant_type: "authorization_code", client_id, redirect_uri, code, code_verifier: verifier };
  const answer = await fetch(new URL("/token", origin), { method: "POST", body: new URLSearchParams(grant) });
  const { access_token: token, ...rest } = await answer.json();
  if (!token) throw new Error(`No token: ${JSON.stringify(rest)}`);
  return token;
}
