// The checks that hold for every official client, whatever its dialect. A client is described by:
//   name, package      of the test and of the module with its error classes
//   stream(signal)     async generator of {text, refusal, model, isEnd}: the deltas, who speaks, and
//                      the terminal marker
//   whole()            {text}: the same without streaming
//   models()           names that the provider lists
import assert from "node:assert/strict";
import test from "node:test";

import { everywhere, withinTime } from "./support.mjs";
import { faults, nameOf } from "./faults.mjs";

// Long enough for a stream of the embedded providers, far too short for one that says nothing.
const patience = 3_000;

async function drain(client) {
    const seen = { texts: [], isRefused: false, models: new Set(), isEnded: false, error: null };
    try {
        for await (const part of client.stream(AbortSignal.timeout(patience))) {
            if (part.text) {
                seen.texts.push(part.text);
            }
            if (part.model) {
                seen.models.add(part.model);
            }
            seen.isRefused ||= Boolean(part.refusal);
            seen.isEnded ||= part.isEnd;
        }
    } catch (error) {
        seen.error = error;
    }
    return seen;
}

function assertThrown(client, error, className) {
    if (className === null) {
        assert.equal(error, null);
        return;
    }
    assert.ok(error, `nothing was thrown, ${className} was expected`);
    const wanted = className === "Error" ? Error : client.package[className];
    assert.ok(error instanceof wanted, `${error.constructor.name}: ${error.message}`);
}

export function checkClient(client, providers) {
    test(`${client.name} streams a whole answer`, async () => {
        await providers().setOutages();
        const seen = await withinTime(drain(client), "the stream");
        assert.equal(seen.error, null);
        assert.ok(seen.isEnded);
        assert.ok(seen.texts.length >= 8, "at least eight tokens, one a delta");
    });

    test(`${client.name} gets a whole answer at once`, async () => {
        await providers().setOutages();
        const { text } = await withinTime(client.whole(), "the answer");
        assert.ok(text.split(" ").length >= 8, text);
    });

    test(`${client.name} lists the models`, async () => {
        await providers().setOutages();
        const names = await withinTime(client.models(), "the list");
        assert.ok(names.includes(client.model), names.join(" "));
    });

    for (const row of faults) {
        test(`${client.name} under ${nameOf(row)}, streaming`, async () => {
            await providers().setOutages(everywhere(row.fault));
            const seen = await withinTime(drain(client), "the stream");
            assertThrown(client, seen.error, row[client.key]);
            if (row.isWhole) {
                assert.ok(seen.texts.length >= 8, "at least eight tokens, one a delta");
            } else {
                assert.equal(seen.texts.length, row.tokens ?? 0);
            }
            assert.equal(seen.isEnded, row.ends ?? false);
            assert.equal(seen.isRefused, row.isRefused ?? false);
            assert.equal(!seen.models.has(client.model), row.isOther ?? seen.models.size === 0);
            if (row.fault.status) {
                assert.equal(seen.error.status, row.fault.status);
                assert.ok(seen.error.requestID, "the provider names the request");
            }
        });
    }
}
