// Writes docs/crisis.schema.json and docs/crisis-file.md from the definitions in src/crisis.
import { writeFileSync } from "node:fs";
import { tsImport } from "tsx/esm/api";

const here = import.meta.url;
const { crisisJsonSchema } = await tsImport("../src/crisis/json-schema.ts", here);
const { referencePage } = await tsImport("../src/crisis/reference-page.ts", here);

writeFileSync(new URL("../docs/crisis.schema.json", here), `${JSON.stringify(crisisJsonSchema(), null, 2)}\n`);
writeFileSync(new URL("../docs/crisis-file.md", here), referencePage());
