// A mail server for the walks, from the package in argv[2]. The first line on standard output is {"port": …}, then one
// line a message: {"from", "to", "raw" (Base64)}. It takes mail only from who signs in as argv[3] with argv[4].
const { SMTPServer } = require(process.argv[2]);
const [user, password] = process.argv.slice(3);
const tell = (line) => process.stdout.write(JSON.stringify(line) + "\n");

const server = new SMTPServer({
    // The walk is on the loopback interface; a certificate would have to be trusted first.
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onAuth: (login, _, done) =>
        login.username === user && login.password === password
            ? done(null, { user })
            : done(new Error("wrong user or password")),
    onData(stream, session, done) {
        const parts = [];
        stream.on("data", (part) => parts.push(part));
        stream.on("end", () => {
            tell({
                from: session.envelope.mailFrom.address,
                to: session.envelope.rcptTo.map((recipient) => recipient.address),
                raw: Buffer.concat(parts).toString("base64"),
            });
            done();
        });
    },
});
// A client that hangs up is the client's affair.
server.on("error", () => {});
server.listen(0, "127.0.0.1", () => tell({ port: server.server.address().port }));
// Ends with whoever started it.
process.stdin.on("end", () => process.exit()).resume();
