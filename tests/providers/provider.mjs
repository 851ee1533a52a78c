// An OpenID provider that is not ours (`oidc-provider` for Node.js), as small as it can be around that library.
//
//   node provider.mjs PACKAGE KIND PORT ISSUER ORIGIN…
//
// PACKAGE  the folder of the library
// KIND     `social`: the clients portico-google, portico-apple and portico-microsoft, and it asks for consent.
//          `enterprise`: the client portico-fjord; the organisation has consented for its people.
// PORT     to listen on, on the loopback interface; 0 takes a free one.
// ISSUER   as browsers see it, where something stands in front; `-` for the address itself.
// ORIGIN   a public origin of Portico; answers go to its callback.
//
// The first line on standard output is {"issuer": …, "port": …}. It ends with whoever started it (end of standard input).
//
// Any login and any password are taken: subject, e-mail and name are the login. A login that begins with `unverified.`
// claims the address that follows, which nobody has verified; the password `two factors` stands for a sign-in with two.
import { createServer } from "node:http";
import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, kind, port, issuerInFront, ...origins] = process.argv.slice(2);
// Standard output is for one line, and what the library recommends for production is no news here.
console.info = console.warn = () => {};
const { Provider } = await import(pathToFileURL(join(folder, "lib", "index.js")));

const CLIENTS = { social: ["google", "apple", "microsoft"], enterprise: ["fjord"] };
const SECRET = "demo-secret-of-a-demo-provider";
const UNVERIFIED = /^unverified\./;
const WITH_TWO_FACTORS = "two factors";
/** OpenID Provider Authentication Policy Extension 1.0, section 4. */
const MULTI_FACTOR = "http://schemas.openid.net/pape/policies/2007/06/multi-factor";

const server = createServer();
await new Promise((listening) => server.listen(Number(port), "127.0.0.1", listening));
const bound = server.address().port;
const issuer = issuerInFront === "-" ? `http://127.0.0.1:${bound}` : issuerInFront;

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const provider = new Provider(issuer, {
    clients: CLIENTS[kind].map((id) => ({
        client_id: `portico-${id}`,
        client_secret: SECRET,
        // Apple knows no other way (its documentation of the token endpoint).
        token_endpoint_auth_method: id === "apple" ? "client_secret_post" : "client_secret_basic",
        redirect_uris: origins.map((origin) => `${origin}/auth/v1/federation/callback/${id}`),
        grant_types: ["authorization_code"],
        response_types: ["code"],
    })),
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: `${kind}-${bound}` }] },
    // Two providers on one host share its cookies: they do not know ports (RFC 6265 section 8.5).
    cookies: {
        keys: [SECRET],
        names: { session: `_${kind}_session`, interaction: `_${kind}_interaction`, resume: `_${kind}_resume` },
    },
    claims: { openid: ["sub", "acr", "amr", "auth_time"], email: ["email", "email_verified"], profile: ["name"] },
    acrValues: [MULTI_FACTOR],
    // As the large providers do: the ID token says it all.
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: true } },
    ttl: { AccessToken: 3600, AuthorizationCode: 60, Grant: 86400, IdToken: 3600, Interaction: 3600, Session: 86400 },
    findAccount: (_, login) => ({
        accountId: login,
        claims: () => ({
            sub: login,
            email: login.replace(UNVERIFIED, ""),
            email_verified: !UNVERIFIED.test(login),
            name: login.split("@")[0].replaceAll(".", " "),
        }),
    }),
    ...(kind === "enterprise" && { loadExistingGrant: grantOfTheOrganisation }),
    renderError(ctx, out) {
        ctx.type = "text";
        ctx.body = `${out.error}: ${out.error_description}`;
    },
});

async function grantOfTheOrganisation({ oidc }) {
    const known = oidc.session.grantIdFor(oidc.client.clientId);
    if (known) return oidc.provider.Grant.find(known);
    const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
}

const finish = provider.interactionFinished.bind(provider);
provider.interactionFinished = (request, response, result, options) => {
    if (result.login) {
        const both = Provider.ctx.oidc.body.password === WITH_TWO_FACTORS;
        Object.assign(result.login, both ? { amr: ["pwd", "otp", "mfa"], acr: MULTI_FACTOR } : { amr: ["pwd"] });
    }
    return finish(request, response, result, options);
};

provider.use(async (ctx, next) => {
    await next();
    // The library's pages fetch a font, and there need not be an internet.
    if (ctx.type === "text/html" && typeof ctx.body === "string") ctx.body = ctx.body.replace(/@import [^;]*;/, "");
});

server.on("request", provider.callback());
process.stdout.write(`${JSON.stringify({ issuer, port: bound })}\n`);
process.stdin.on("end", () => process.exit()).resume();
