import { SweepError } from "../../sweep-error.ts";
import type { QueueAddress } from "../queue-address.ts";

/** Redis answers, but does not do as told; undefined for everything else. Its first word is its code. */
export function redisRefusal(thrown: unknown, address: QueueAddress): SweepError | undefined {
  const message = thrown instanceof Error ? thrown.message : "";
  const code = /\b(NOAUTH|WRONGPASS|NOPERM|MISCONF|OOM|READONLY)\b/.exec(message)?.[1];
  const known = refusals.find((refusal) => refusal.code === code);
  if (!known) return undefined;
  const words = known.words ?? message.replace(/\.*$/, "");
  return new SweepError("queue-refuses", `The Redis at ${address.shown} refuses: ${words}.`, known.hint, {
    code,
    message,
  });
}

const password = "give user and password in the address: `redis://USER:PASSWORD@host:6379`.";
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
  { code: "READONLY", words: "it is a replica", hint: "name the primary it copies." },
];
