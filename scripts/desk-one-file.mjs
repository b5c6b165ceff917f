/**
 * Builds web/dist/desk.html: the desk as one file that opens from disk, by mail
 * or on a stick. A page opened from disk may load no module, start no worker
 * from a file and request nothing, so all of it stands in the page: the script,
 * the scripts of its workers, the style and the crises (read from standard
 * input, as a list of files).
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { build } from "vite";

const web = fileURLToPath(new URL("../web/", import.meta.url));

/** The one script that an entry and all it imports come to, and its style. */
async function bundle(entry) {
  const result = await build({
    configFile: false,
    root: web,
    logLevel: "error",
    plugins: [svelte()],
    resolve: {
      alias: {
        "brink/reading": fileURLToPath(new URL("../src/reading.ts", import.meta.url)),
        brink: fileURLToPath(new URL("../src/index.ts", import.meta.url)),
      },
    },
    worker: { format: "es" },
    build: {
      target: "es2022",
      write: false,
      modulePreload: false,
      cssCodeSplit: false,
      rollupOptions: {
        input: join(web, entry),
        output: { format: "iife", codeSplitting: false },
      },
    },
  });
  const files = [result].flat().flatMap(({ output }) => output);
  const scripts = files.filter((file) => file.type === "chunk" && file.isEntry);
  if (scripts.length !== 1) throw new Error(`${entry} came to ${scripts.length} scripts, not to one.`);
  const style = files.flatMap((file) => (file.fileName.endsWith(".css") ? [String(file.source)] : [])).join("\n");
  return { script: scripts[0].code, style };
}

/** So that nothing in a script ends its element, or is taken for a comment of the page. */
function inElement(script) {
  return script.replaceAll(/<\/(script|style)/gi, "<\\/$1").replaceAll("<!--", "<\\!--");
}

const crises = JSON.parse(readFileSync(0, "utf8"));
const page = await bundle("src/main.ts");
const solver = await bundle("src/worker.ts");
const play = await bundle("src/play/play-worker.ts");
const reading = await bundle("src/reading/reading-worker.ts");
const icon = readFileSync(join(web, "public", "icon.svg")).toString("base64");

const html = readFileSync(join(web, "index.html"), "utf8")
  .replace("./icon.svg", `data:image/svg+xml;base64,${icon}`)
  .replace("</head>", () => `  <style>${inElement(page.style)}</style>\n  </head>`)
  .replace(/<script type="module"[^>]*><\/script>/, () =>
    [
      `<script type="application/json" id="carried-crises">${JSON.stringify(crises).replaceAll("<", "\\u003c")}</script>`,
      `<script type="text/plain" id="carried-solver">${inElement(solver.script)}</script>`,
      `<script type="text/plain" id="carried-play">${inElement(play.script)}</script>`,
      // Packed: it holds a dictionary of English.
      `<script type="text/plain" id="carried-reading">${gzipSync(reading.script, { level: 9 }).toString("base64")}</script>`,
      `<script>${inElement(page.script)}</script>`,
    ].join("\n"),
  );
writeFileSync(join(web, "dist", "desk.html"), html);
