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
        timeout: 2000,
    });
});
after(() => providers.stop());

checkClient(
    {
        name: "anthropic",
        key: "anthropic",
        package: Anthropic,
        model,
        async *stream(signal) {
            const stream = await client.messages.create({ ...request, stream: true }, { signal });
            for await (const event of stream) {
                yield {
                    text: event.delta?.text,
                    refusal: event.delta?.stop_reason === "refusal" ? "declined" : undefined,
                    model: event.message?.model,
                    isEnd: event.type === "message_stop",
                };
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
