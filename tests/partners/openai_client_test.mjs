// The official client of OpenAI against the embedded providers.
import { after, before } from "node:test";

import { checkClient } from "./client_checks.mjs";
import { require, startProviders } from "./support.mjs";

const OpenAI = require("openai");
const model = "gpt-5";
const messages = [{ role: "user", content: "Explain circuit breakers." }];
let providers;
let client;

before(async () => {
    providers = await startProviders();
    client = new OpenAI({
        apiKey: "sk-none",
        baseURL: `${providers.origin}/openai/v1`,
        maxRetries: 0,
        timeout: 2000,
    });
});
after(() => providers.stop());

checkClient(
    {
        name: "openai",
        key: "openai",
        package: OpenAI,
        model,
        async *stream(signal) {
            const request = { model, messages, stream: true };
            for await (const part of await client.chat.completions.create(request, { signal })) {
                const choice = part.choices[0];
                yield {
                    text: choice?.delta?.content,
                    refusal: choice?.delta?.refusal,
                    model: part.model,
                    isEnd: choice?.finish_reason === "stop",
                };
            }
        },
        async whole() {
            const answer = await client.chat.completions.create({ model, messages });
            return { text: answer.choices[0].message.content };
        },
        async models() {
            return (await client.models.list()).data.map((entry) => entry.id);
        },
    },
    () => providers,
);
