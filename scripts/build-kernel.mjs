/** `npm run kernel`: compiles kernel/lanes.ts and writes its bytes to src/lanes/kernel-bytes.ts. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { installWhereNeeded, requireNode, root } from "./install.mjs";

requireNode();
installWhereNeeded();

const { tsImport } = await import("tsx/esm/api");
const { kernelSource } = await tsImport("./kernel-source.ts", import.meta.url);
writeFileSync(join(root, "src", "lanes", "kernel-bytes.ts"), await kernelSource(root));
