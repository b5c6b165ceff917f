import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CommandError } from "../../src/cli/command-error.ts";
import { largestFile, readTextFile } from "../../src/cli/read-text-file.ts";
import { checkNotRead, writeTextFile } from "../../src/cli/write-text-file.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "brink-files-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Code and exit code of what a call throws. */
function failure(call: () => unknown): { readonly code: string | undefined; readonly exit: number } {
  try {
    call();
  } catch (thrown) {
    if (thrown instanceof CommandError) return { code: thrown.diagnostics[0]?.code, exit: thrown.exit };
    throw thrown;
  }
  return { code: undefined, exit: 0 };
}

describe("reading a text file", () => {
  it("gives the text", () => {
    writeFileSync(join(folder, "crisis.yaml"), "crisis: Größe\n");
    expect(readTextFile("./crisis.yaml", folder)).toBe("crisis: Größe\n");
  });

  it("tells a missing file, a folder, what is no text and what is too large apart", () => {
    mkdirSync(join(folder, "sub"));
    writeFileSync(join(folder, "binary.yaml"), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]));
    writeFileSync(join(folder, "latin.yaml"), Buffer.from([0x47, 0x72, 0xf6, 0xdf, 0x65]));
    writeFileSync(join(folder, "huge.yaml"), Buffer.alloc(largestFile + 1, 32));
    symlinkSync(join(folder, "nowhere"), join(folder, "broken.yaml"));
    expect(failure(() => readTextFile("absent.yaml", folder))).toEqual({ code: "file-not-found", exit: 2 });
    // A part of the path is a file.
    expect(failure(() => readTextFile("binary.yaml/x.yaml", folder))).toEqual({ code: "file-not-found", exit: 2 });
    expect(failure(() => readTextFile("broken.yaml", folder))).toEqual({ code: "file-not-found", exit: 2 });
    expect(failure(() => readTextFile("sub", folder))).toEqual({ code: "file-is-folder", exit: 2 });
    expect(failure(() => readTextFile("binary.yaml", folder))).toEqual({ code: "file-not-text", exit: 1 });
    expect(failure(() => readTextFile("latin.yaml", folder))).toEqual({ code: "file-not-text", exit: 1 });
    expect(failure(() => readTextFile("huge.yaml", folder))).toEqual({ code: "file-too-large", exit: 1 });
  });
});

describe("writing over what was read", () => {
  it("is refused, also by another way to the same file", () => {
    const own = mkdtempSync(join(tmpdir(), "brink-read-"));
    writeFileSync(join(own, "crisis.yaml"), "crisis: x\n");
    symlinkSync(join(own, "crisis.yaml"), join(own, "link.yaml"));
    for (const target of ["crisis.yaml", "./crisis.yaml", "link.yaml", join(own, "crisis.yaml")]) {
      expect(() => checkNotRead(target, own, ["crisis.yaml"])).toThrow(CommandError);
    }
    expect(() => checkNotRead("report.html", own, ["crisis.yaml"])).not.toThrow();
    rmSync(own, { recursive: true });
  });
});

describe("writing a text file", () => {
  it("writes it whole, over what was there, and leaves nothing beside it", () => {
    const place = join(folder, "out");
    mkdirSync(place);
    writeTextFile("out/report.html", "first", folder);
    writeTextFile("out/report.html", "second", folder);
    expect(readFileSync(join(place, "report.html"), "utf8")).toBe("second");
    expect(readdirSync(place)).toEqual(["report.html"]);
  });

  it("says what is in the way", () => {
    mkdirSync(join(folder, "taken"));
    expect(failure(() => writeTextFile("no/such/report.html", "", folder))).toEqual({
      code: "no-such-folder",
      exit: 2,
    });
    expect(failure(() => writeTextFile("taken", "", folder))).toEqual({ code: "file-is-folder", exit: 2 });
    writeFileSync(join(folder, "notes.txt"), "mine");
    for (const file of ["notes.txt/report.html", "notes.txt/sub/report.html"]) {
      expect(() => writeTextFile(file, "", folder)).toThrow(/^There is no folder/);
      expect(failure(() => writeTextFile(file, "", folder))).toEqual({ code: "no-such-folder", exit: 2 });
    }
    expect(readFileSync(join(folder, "notes.txt"), "utf8")).toBe("mine");
  });

  it("keeps the old file where the new one cannot be written", () => {
    if (process.getuid?.() === 0) return; // root may write anywhere
    const place = join(folder, "locked");
    mkdirSync(place);
    writeFileSync(join(place, "report.html"), "old");
    chmodSync(place, 0o500);
    expect(failure(() => writeTextFile("locked/report.html", "new", folder)).code).toBe("file-not-writable");
    expect(readFileSync(join(place, "report.html"), "utf8")).toBe("old");
    chmodSync(place, 0o700);
  });
});
