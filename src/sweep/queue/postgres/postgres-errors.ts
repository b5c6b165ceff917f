import { SweepError } from "../../sweep-error.ts";
import { isConnectionError } from "../connection-errors.ts";
import type { QueueAddress } from "../queue-address.ts";

/** The code (SQLSTATE), where Postgres itself says what is wrong. */
function codeOf(thrown: unknown): string {
  return thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
}

/** Whether the connection is gone, or Postgres is just starting or stopping. */
export function isLost(thrown: unknown): boolean {
  if (isConnectionError(thrown)) return true;
  if (!(thrown instanceof Error)) return false;
  // 08: of the connection; 57P01 to 57P05: shut down, crashed, starting, idle too long; 53300: no room for one more.
  if (/^(08...|57P0[1-5]|53300)$/.test(codeOf(thrown))) return true;
  // pg has no code for a connection that ends or does not come about in time.
  return /^Connection terminated|^timeout exceeded when trying to connect|connection error and is not queryable/.test(
    thrown.message,
  );
}

/** Two did the same at once and one was turned away: it tries again. */
export function isCollision(thrown: unknown): boolean {
  return ["40001", "40P01"].includes(codeOf(thrown));
}

/** Postgres answers, but does not do as told; undefined for everything else. */
export function postgresRefusal(thrown: unknown, address: QueueAddress): SweepError | undefined {
  const message = thrown instanceof Error ? thrown.message : "";
  const code = message.startsWith("SASL: ") ? "SASL" : codeOf(thrown);
  const known = refusals.find((refusal) => refusal.code === code);
  if (!known) return undefined;
  const words = known.words ?? message.replace(/\.*$/, "");
  return new SweepError("queue-refuses", `The Postgres at ${address.shown} refuses: ${words}.`, known.hint, {
    code,
    message,
  });
}

const login =
  "give user and password in the address, `postgres://USER:PASSWORD@host/DATABASE`, or the password as `PGPASSWORD`.";
const again = "then run the same command again; it goes on from what is there.";
const tables = "run the same command again: it makes them anew; what is done is kept.";
/** Codes of Postgres (and one of its driver); where there are no words of ours, its own are shown. */
const refusals: readonly { readonly code: string; readonly words?: string; readonly hint: string }[] = [
  // Before anything is sent, the driver sees that it has no password to prove.
  { code: "SASL", words: "it asks for a password", hint: login },
  { code: "28P01", words: "user or password is wrong", hint: login },
  {
    code: "28000",
    hint: "name a user it lets in from this machine (`pg_hba.conf`); `createuser --pwprompt USER` makes one.",
  },
  { code: "3D000", hint: "create it: `createdb --owner USER DATABASE`." },
  { code: "42501", hint: "let this user own the database: `ALTER DATABASE … OWNER TO …`; it keeps its tables there." },
  { code: "42P01", words: "its tables are gone", hint: tables },
  { code: "42883", words: "its tables are gone", hint: tables },
  { code: "3F000", words: "its tables are gone", hint: tables },
  { code: "53100", words: "its disk is full", hint: `make room on its disk, ${again}` },
  { code: "53200", words: "its memory is full", hint: `give it more, ${again}` },
  {
    code: "53300",
    words: "it has as many connections as it takes",
    hint: `raise \`max_connections\` in postgresql.conf, or start fewer workers, ${again}`,
  },
  { code: "25006", words: "it is a replica", hint: "name the primary it copies." },
];
