// What the partner tests share: the packages (installed outside the sources), our program, time
// limits. Node 18 is enough.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createRequire } from "node:module";

// The CommonJS builds: the others of these packages need a newer node than Debian 12 has.
export const require = createRequire(`${process.env.UNDERSTUDY_PARTNERS}/`);
export const sampleChain = process.env.UNDERSTUDY_SAMPLE;
const cli = process.env.UNDERSTUDY_CLI;

// No key of the developer's and no keychain gets near a test.
const isPrivate = (name) => /_API_KEY$|^DBUS_SESSION_BUS_ADDRESS$/.test(name);
const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !isPrivate(name)),
);

export function withinTime(promise, what, milliseconds = 20_000) {
    let timer;
    const limit = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`${what} took too long`)), milliseconds);
    });
    return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

function start(args) {
    const child = spawn(cli, args, { env: environment, stdio: ["ignore", "pipe", "pipe"] });
    const result = { child, output: "", errors: "" };
    child.stdout.setEncoding("utf8").on("data", (text) => (result.output += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (result.errors += text));
    result.ended = new Promise((resolve) => child.on("close", resolve));
    return result;
}

// Runs the program to its end.
export async function run(...args) {
    const running = start(args);
    try {
        const exitCode = await withinTime(running.ended, args.join(" "), 40_000);
        return { exitCode, output: running.output, errors: running.errors };
    } finally {
        running.child.kill();
    }
}

// `understudy-cli providers`; setOutages replaces them all over its control endpoint.
export async function startProviders() {
    const running = start(["providers", "--seed", "3"]);
    const listening = new Promise((resolve) =>
        running.child.stdout.on("data", () => running.output.includes("\n") && resolve()),
    );
    await withinTime(listening, "the start of the providers");
    const origin = /^listening (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(running.output)?.[1];
    assert.ok(origin, running.output + running.errors);
    return {
        origin,
        async setOutages(...outages) {
            const response = await fetch(`${origin}/control/outages`, {
                method: "PUT",
                headers: { "content-type": "application/json" },
                body: JSON.stringify(outages),
            });
            assert.equal(response.status, 200, await response.text());
        },
        async stop() {
            running.child.kill();
            await running.ended;
        },
    };
}

// One outage of every model with that fault.
export function everywhere(fault) {
    return { id: "everywhere", target: { provider: "*", model: "*" }, fault };
}
