/**
 * Importing GDELT: megabytes a second and the most memory taken, for a small
 * and a large table of synthetic rows. `npm run bench -- import` makes 100 MB
 * and 1 GB; memory must not grow with the table.
 */
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../src/cli/run.ts";
import { randomStream } from "../src/numeric/random.ts";
import { recordResult } from "./record-result.ts";

const crisis = `crisis: Bench
clock: { start: 2025-01, step: month, steps: 12 }
actors: { us: { name: United States }, venezuela: { name: Venezuela }, russia: { name: Russia } }
moves:
  us: { hold: nothing, threaten: { codes: [CAMEO 13] }, tighten: { codes: [CAMEO 16] }, strike: { codes: [CAMEO 19] } }
  venezuela: { wait: nothing, talk: { codes: [CAMEO 04] }, drill: { codes: [CAMEO 15] } }
  russia: { idle: nothing, ship: { codes: [CAMEO 07] } }
endings: { over: { otherwise: true } }
`;

const actors = ["USAGOV", "USAMIL", "VENGOV", "VENOPP", "RUSGOV", "FRA", "BRAGOV", "COL", "CHNBUS", "USABUS"];
const codes = ["010", "042", "0433", "071", "112", "130", "138", "154", "163", "1831", "190", "036"];

/** Rows in the form of GDELT 2.0, none of them real. */
function makeTable(path: string, bytes: number): number {
  const random = randomStream(7, 1);
  const file = openSync(path, "w");
  const pick = (list: readonly string[]): string => list[Math.floor(random.next() * list.length)]!;
  let rows = 0;
  let written = 0;
  while (written < bytes) {
    let block = "";
    for (let i = 0; i < 2000; i++) block += row(rows++, pick, random.next());
    written += writeSync(file, block);
  }
  closeSync(file);
  return rows;
}

function row(number: number, pick: (list: readonly string[]) => string, at: number): string {
  const month = 1 + Math.floor(at * 12);
  const day = 1 + Math.floor(((at * 12) % 1) * 28);
  const date = `2025${String(month).padStart(2, "0")}${String(day).padStart(2, "0")}`;
  const [by, to, code] = [pick(actors), pick(actors), pick(codes)];
  const party = (actor: string): string =>
    `${actor}\t${actor} NAME\t${actor.slice(0, 3)}\t\t\t\t\t${actor.slice(3)}\t\t`;
  const place = "4\tSome Town, Some District, Some Country\tXX\tXX25\t27\t10.5\t-66.9167\t-930889";
  const act = `1\t${code}\t${code.slice(0, 3)}\t${code.slice(0, 2)}\t4\t-5.0\t5\t2\t5\t-0.11641443538999001`;
  const url = `https://www.site${number % 997}.example/news/2025/${number % 100_003}-a-headline-of-some-length`;
  return `${900_000_000 + number}\t${date}\t202507\t2025\t2025.5041\t${party(by)}\t${party(to)}\t${act}\t${place}\t${place}\t${place}\t${date}234500\t${url}\n`;
}

interface Measured {
  readonly seconds: number;
  readonly userSeconds: number;
  readonly peakMegabytes: number;
}

/** In a process of its own, so that its memory is that of the import alone. */
function measure(table: string): Measured & { readonly matched: number } {
  const child = spawnSync(process.execPath, [...process.execArgv, import.meta.filename, "--table", table], {
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (child.status !== 0) throw new Error(child.stderr);
  // The child prints one object of this form.
  return JSON.parse(child.stdout) as Measured & { readonly matched: number };
}

async function child(table: string): Promise<void> {
  let printed = "";
  const begin = performance.now();
  const silent = { write: () => true };
  const host = {
    out: { write: (text: string) => (printed += text) },
    err: silent,
    environment: {},
    folder: dirname(table),
  };
  const exit = await run(["import", table, "--crisis", "crisis.yaml", "-o", "reports.yaml", "--json"], host);
  if (exit !== 0) throw new Error(printed);
  const { maxRSS, userCPUTime } = process.resourceUsage();
  const { matched } = JSON.parse(printed) as { readonly matched: number };
  const seconds = (performance.now() - begin) / 1000;
  console.log(JSON.stringify({ seconds, userSeconds: userCPUTime / 1e6, peakMegabytes: maxRSS / 1000, matched }));
}

function parent(): void {
  const folder = mkdtempSync(join(tmpdir(), "brink-bench-"));
  try {
    writeFileSync(join(folder, "crisis.yaml"), crisis);
    const sizes = [100e6, 1e9].map((bytes) => {
      const table = join(folder, "events.export.CSV");
      const rows = makeTable(table, bytes);
      const megabytes = statSync(table).size / 1e6;
      const found = measure(table);
      const perSecond = megabytes / found.userSeconds;
      return { megabytes: Math.round(megabytes), rows, ...found, megabytesPerUserSecond: perSecond };
    });
    recordResult("import", { sizes });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const at = process.argv.indexOf("--table");
if (at > 0) await child(process.argv[at + 1] ?? "");
else parent();
