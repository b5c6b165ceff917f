/** Where crises come from: the folder of `brink desk`, or the copies beside a static page or in it. */
import { carried } from "./carried.ts";

export interface CrisisEntry {
  /** Path below the folder, `/` between folders. */
  readonly file: string;
  readonly title: string;
}

export interface LibraryFile {
  readonly text: string;
  /** Changes whenever the text does; a save names the one it was made from. */
  readonly tag: string;
}

export type SaveAnswer =
  | { readonly saved: string }
  /** Changed on disk meanwhile: what is there now. */
  | { readonly changed: LibraryFile }
  | { readonly refused: string };

export interface Library {
  readonly kind: "folder" | "copies";
  readonly name: string;
  readonly crises: readonly CrisisEntry[];
  /** Undefined where there is no such file. */
  read(file: string): Promise<LibraryFile | undefined>;
  /** Absent where nothing can be saved. */
  readonly save?: (file: string, text: string, tag: string | undefined) => Promise<SaveAnswer>;
}

/** Copies in the page. */
type CarriedCrises = readonly { readonly file: string; readonly title?: string; readonly text: string }[];

/** The copies in the page where it has some, the folder where a desk's server answers, otherwise the copies beside. */
export async function openLibrary(): Promise<Library> {
  const inPage = carried("crises");
  if (inPage !== undefined) return libraryOf(JSON.parse(inPage));
  const answer = await fetch("./api/folder").catch(() => undefined);
  if (answer?.ok && answer.headers.get("content-type")?.includes("application/json")) {
    const { name, crises }: { name: string; crises: readonly CrisisEntry[] } = await answer.json();
    return { kind: "folder", name, crises, read: readFromFolder, save: saveToFolder };
  }
  const list = await fetch("./crises/index.json");
  if (!list.ok) throw new Error("Neither a folder nor copies of crises can be reached.");
  const crises: readonly CrisisEntry[] = await list.json();
  return { kind: "copies", name: copies, crises, read: readCopy };
}

const copies = "the crises that come with Brink";

function libraryOf(files: CarriedCrises): Library {
  return {
    kind: "copies",
    name: copies,
    crises: files.flatMap(({ file, title }) => (title === undefined ? [] : [{ file, title }])),
    async read(file) {
      const found = files.find((own) => own.file === file);
      return found && { text: found.text, tag: "" };
    },
  };
}

async function readFromFolder(file: string): Promise<LibraryFile | undefined> {
  const answer = await fetch(addressOf(file));
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw new Error(await reasonOf(answer));
  return { text: await answer.text(), tag: answer.headers.get("etag") ?? "" };
}

async function saveToFolder(file: string, text: string, tag: string | undefined): Promise<SaveAnswer> {
  const answer = await fetch(addressOf(file), {
    method: "PUT",
    headers: {
      "content-type": "application/yaml",
      ...(tag === undefined ? { "if-none-match": "*" } : { "if-match": tag }),
    },
    body: text,
  });
  if (answer.ok) return { saved: answer.headers.get("etag") ?? "" };
  if (answer.status === 409) return { changed: { text: await answer.text(), tag: answer.headers.get("etag") ?? "" } };
  return { refused: await reasonOf(answer) };
}

async function readCopy(file: string): Promise<LibraryFile | undefined> {
  const answer = await fetch(`./crises/${file.split("/").map(encodeURIComponent).join("/")}`);
  // Some servers answer every address with a page.
  if (!answer.ok || answer.headers.get("content-type")?.includes("text/html")) return undefined;
  return { text: await answer.text(), tag: "" };
}

function addressOf(file: string): string {
  return `./api/file?path=${encodeURIComponent(file)}`;
}

async function reasonOf(answer: Response): Promise<string> {
  const text = await answer.text();
  return text === "" ? `The desk answered ${answer.status}.` : text;
}
