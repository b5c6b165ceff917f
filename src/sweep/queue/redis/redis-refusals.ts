import { SweepError } from "../../sweep-error.ts";
import type { QueueAddress } from "../queue-address.ts";

/** Redis answers, but does not do as told; undefined for everything else. Its first word is its code, where it is not `ERR`. */
export function redisRefusal(thrown: unknown, address: QueueAddress): SweepError | undefined {
  const message = thrown instanceof Error ? thrown.message : "";
  const code = noDatabase.test(message)
    ? "ERR"
    : /\b(NOAUTH|WRONGPASS|NOPERM|MISCONF|OOM|READONLY)\b/.exec(message)?.[1];
  const known = refusals.find((refusal) => refusal.code === code);
  if (!known) return undefined;
  const words = known.words ?? message.replace(/\.*$/, "");
  return new SweepError("queue-refuses", `The Redis at ${address.shown} refuses: ${words}.`, known.hint, {
    code,
    message,
  });
}

/** What Redis 6 to 8, alone or as a cluster, says to a number no database has; that has no code of its own. */
const noDatabase = /^ERR (.*\bDB index\b|value is out of range|SELECT is not allowed in cluster mode)/;
const password =
  "give the password in the address: `redis://:PASSWORD@host:6379`, with a user `redis://USER:PASSWORD@host:6379`.";
/** Codes of Redis; where there are no words of ours, its own are shown. */
const refusals: readonly { readonly code: string; readonly words?: string; readonly hint: string }[] = [
  { code: "NOAUTH", words: "it asks for a password", hint: password },
  { code: "WRONGPASS", words: "user or password is wrong", hint: password },
  { code: "NOPERM", hint: "let this user run all commands on the keys `brink*`." },
  {
    code: "MISCONF",
    words: "it cannot save to its disk",
    hint: "make room on its disk (its log says more), then run the same command again; it goes on from what is there.",
  },
  {
    code: "OOM",
    words: "its memory is full",
    hint: "give it more (`maxmemory` in redis.conf), then run the same command again; it goes on from what is there.",
  },
  {
    code: "ERR",
    words: "it has no database of that number",
    hint: "leave the number out for database 0; `databases` in redis.conf says how many there are, 16 by default, counted from 0.",
  },
  { code: "READONLY", words: "it is a replica", hint: "name the primary it copies." },
];
