// The types of the whole API, from the document that `tellmore openapi` prints. `make client` does both.
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const text = readFileSync(new URL("../openapi.json", import.meta.url), "utf8");
// Examples are for those who read the document: as comments they would be a quarter of the types.
const document = JSON.parse(text, (key, value) => (key === "example" ? undefined : value));
const types = astToString(await openapiTS(document, { alphabetize: true, defaultNonNullable: false }));
const note = "// Generated from the OpenAPI document; `make client` writes it anew.\n\n";
writeFileSync(new URL("../src/gen/schema.d.ts", import.meta.url), note + types);
