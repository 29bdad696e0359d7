// A mock of the vendors' servers that was written elsewhere, as upstream of `understudy-cli run`.
import assert from "node:assert/strict";
import test, { after, before, beforeEach } from "node:test";

import { require, run, sampleChain } from "./support.mjs";

const { LLMock } = require("@copilotkit/aimock");
const kAnswer = "The mock answers in words of its own, several of them.";
let mock;

before(async () => {
    mock = new LLMock({ port: 0, logLevel: "silent" });
    await mock.start();
});
after(() => mock.stop());
beforeEach(() => {
    mock.clearChaos();
    mock.clearFixtures();
    mock.onMessage(/./, { content: kAnswer });
});

async function ask(...more) {
    const result = await run(
        "run", sampleChain, "--prompt", "hello", "--format", "json", "--base-url",
        `openai=${mock.url}/v1`, "--base-url", `anthropic=${mock.url}`, ...more,
    );
    return { ...result, json: JSON.parse(result.output) };
}

test("streams chat completions", async () => {
    const { exitCode, json, errors } = await ask();
    assert.equal(exitCode, 0, errors);
    assert.equal(json.text, kAnswer);
    assert.equal(json.served_by.provider, "openai");
    assert.equal(json.attempts.length, 1);
    assert.ok(json.attempts[0].output_tokens >= 2, "it came as a stream");
});

test("streams messages once the first model has been down", async () => {
    const { exitCode, json } = await ask("--outage", "openai=refuse");
    assert.equal(exitCode, 0);
    assert.equal(json.text, kAnswer);
    assert.equal(json.served_by.provider, "anthropic");
});

test("is tried again after one rate limit", async () => {
    mock.nextRequestError(429, { message: "slow down", type: "rate_limit_error" });
    const { exitCode, json } = await ask();
    assert.equal(exitCode, 0);
    assert.equal(json.cause, "retry");
    assert.equal(json.attempts[0].class, "rate_limit.wait");
    assert.equal(json.attempts[0].status, 429);
    assert.equal(json.attempts[0].message, "slow down");
});

test("is left for the next model after a refused key", async () => {
    mock.nextRequestError(401, { message: "bad key", type: "authentication_error" });
    const { exitCode, json } = await ask();
    assert.equal(exitCode, 0);
    assert.equal(json.served_by.provider, "anthropic");
    assert.equal(json.attempts.length, 2);
    assert.equal(json.attempts[0].class, "auth");
});

test("fails with every cause when every request gets an error", async () => {
    mock.setChaos({ dropRate: 1 });
    const { exitCode, json } = await ask();
    assert.equal(exitCode, 1);
    assert.equal(json.outcome, "failed");
    assert.equal(json.attempts.length, 7);
    for (const attempt of json.attempts) {
        assert.equal(attempt.class, "server");
        assert.equal(attempt.status, 500);
    }
});

test("is not believed when it answers nonsense", async () => {
    mock.setChaos({ malformedRate: 1 });
    const { exitCode, json } = await ask();
    assert.equal(exitCode, 1);
    assert.ok(json.attempts.every((attempt) => attempt.outcome === "failed"));
    assert.equal(json.text, "");
});

test("is not believed when it hangs up", async () => {
    mock.setChaos({ disconnectRate: 1 });
    const { exitCode, json } = await ask();
    assert.equal(exitCode, 1);
    assert.ok(json.attempts.every((attempt) => attempt.outcome === "failed"));
    assert.equal(json.text, "");
});
