// A native app for the command line (RFC 8252), around an OAuth library that is not ours: `openid-client` for Node.js.
//
//   node app.mjs PACKAGE ORIGIN CLIENT_ID [APP_VERSION]
//
// PACKAGE      the folder of the library
// ORIGIN       where Portico is; the library asks it how it wants to be spoken to (RFC 8414)
// CLIENT_ID    as the app is registered there
// APP_VERSION  its version, for the update gate
//
// The first line on standard output is the address to open in the browser; the second says who signed in, as JSON, or
// `error …`. It listens on a free port of the loopback interface for the answer (section 7.3), and ends after that, or
// with whoever started it.
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, origin, clientId, version] = process.argv.slice(2);
const oauth = await import(pathToFileURL(join(folder, "build", "index.js")));
process.stdin.on("end", () => process.exit()).resume();

const config = await oauth.discovery(new URL(origin), clientId, undefined, oauth.None(), {
    algorithm: "oauth2",
    // Portico itself is on the loopback interface.
    execute: [oauth.allowInsecureRequests],
});
const server = createServer().listen(0, "127.0.0.1");
await once(server, "listening");
const redirectUri = `http://127.0.0.1:${server.address().port}/callback`;
const pkceCodeVerifier = oauth.randomPKCECodeVerifier();
const expectedState = oauth.randomState();
const request = oauth.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    code_challenge: await oauth.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    state: expectedState,
    ...(version && { app_version: version }),
});
console.log(request.href);

server.on("request", async (answered, page) => {
    const answer = new URL(answered.url, redirectUri);
    if (answer.pathname !== "/callback") return page.writeHead(404).end();
    page.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Back in the app</title>");
    let outcome;
    try {
        const tokens = await oauth.authorizationCodeGrant(config, answer, { pkceCodeVerifier, expectedState });
        const person = await oauth.fetchUserInfo(config, tokens.access_token, oauth.skipSubjectCheck);
        outcome = JSON.stringify(person);
    } catch (error) {
        outcome = `error ${error.error ?? error.code ?? error.message}`;
    }
    process.stdout.write(`${outcome}\n`, () => process.exit());
});
