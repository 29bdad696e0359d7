// The official client of Anthropic against the embedded providers.
import { after, before } from "node:test";

import { checkClient } from "./client_checks.mjs";
import { require, startProviders } from "./support.mjs";

const Anthropic = require("@anthropic-ai/sdk");
const model = "claude-sonnet-4-5";
const messages = [{ role: "user", content: "Explain circuit breakers." }];
const request = { model, max_tokens: 1000, messages };
let providers;
let client;

before(async () => {
    providers = await startProviders();
    client = new Anthropic({
        apiKey: "sk-none",
        baseURL: `${providers.origin}/anthropic`,
        maxRetries: 0,
        timeout: 5000,
    });
});
after(() => providers.stop());

checkClient(
    {
        name: "anthropic",
        key: "anthropic",
        package: Anthropic,
        model,
        async *stream() {
            for await (const event of await client.messages.create({ ...request, stream: true })) {
                yield { text: event.delta?.text, isEnd: event.type === "message_stop" };
            }
        },
        async whole() {
            const answer = await client.messages.create(request);
            return { text: answer.content.map((block) => block.text).join("") };
        },
        async models() {
            return (await client.models.list()).data.map((entry) => entry.id);
        },
    },
    () => providers,
);
