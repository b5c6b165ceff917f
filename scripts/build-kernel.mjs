/** `npm run kernel`: compiles kernel/lanes.ts and writes its bytes to src/lanes/kernel-bytes.ts. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import { root } from "./install.mjs";

/** The source file of the kernel's bytes, as it should be. */
export async function kernelSource() {
  const options = ["-O3", "--noAssert", "--runtime", "stub", "--importMemory", "--enable", "simd"];
  const { error, stderr, binary } = await compile(["kernel/lanes.ts", "--baseDir", root, ...options]);
  if (error) throw new Error(`${stderr}${error.message}`);
  const hex = Buffer.from(binary).toString("hex");
  return [
    "// Compiled from kernel/lanes.ts by `npm run kernel`; a test compares them.",
    "",
    "/** The kernel's bytes in hexadecimal digits. */",
    "export const KERNEL_BYTES: string =",
    `${hex
      .match(/.{1,112}/g)
      .map((line) => `  "${line}"`)
      .join(" +\n")};`,
    "",
  ].join("\n");
}

async function compile(args) {
  let binary;
  const stderr = asc.createMemoryStream();
  const writeFile = (name, bytes) => {
    if (name.endsWith(".wasm")) binary = bytes;
  };
  const { error } = await asc.main([...args, "-o", "lanes.wasm"], { stderr, writeFile });
  return { error, stderr: stderr.toString(), binary };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(root, "src/lanes/kernel-bytes.ts"), await kernelSource());
}
