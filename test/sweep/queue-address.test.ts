import { describe, expect, it } from "vitest";
import { queueAddress } from "../../src/sweep/queue/queue-address.ts";
import { SweepError } from "../../src/sweep/sweep-error.ts";

describe("the address of a queue", () => {
  it.each([
    ["localhost:6379", "`localhost:6379` is not the address of a Redis or a Postgres."],
    ["redis://", "`redis://` is not the address of a Redis or a Postgres."],
    [
      "redis://me:secret@localhost:6379/x",
      "What follows the host in `redis://me:***@localhost:6379/x` must be the number of a database.",
    ],
    // A slash in a password must be written %2F.
    ["redis://me:sec/ret@localhost", "`redis://me:***@localhost` is not the address of a Redis or a Postgres."],
    [
      "postgres://me:sec/ret@localhost/db",
      "`postgres://me:***@localhost/db` is not the address of a Redis or a Postgres.",
    ],
    ["mysql://me:secret@localhost/db", "`mysql://me:***@localhost/db` is not the address of a Redis or a Postgres."],
    [
      "postgres://me:secret@localhost",
      "What follows the host in `postgres://me:***@localhost` must be the name of a database.",
    ],
    [
      "postgresql://me@localhost/a/b",
      "What follows the host in `postgresql://me@localhost/a/b` must be the name of a database.",
    ],
    ["postgres:///brink?password=secret", "`postgres:///brink?password=***` names no host."],
  ])("%s is refused", (text, message) => {
    let thrown: unknown;
    try {
      queueAddress(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(SweepError);
    expect(thrown).toMatchObject({ code: "bad-queue-url", message });
    expect(JSON.stringify(thrown)).not.toMatch(/sec.?ret/);
  });

  it.each([
    ["rediss://me:secret@far.example:6380/2", "redis", "rediss://me:***@far.example:6380/2"],
    ["redis://:secret@localhost", "redis", "redis://:***@localhost"],
    ["redis://secret@localhost", "redis", "redis://***@localhost"],
    ["redis://localhost:6379", "redis", "redis://localhost:6379"],
    ["postgres://me:s@cret@far.example:5433/brink", "postgres", "postgres://me:***@far.example:5433/brink"],
    ["postgresql://me@localhost/brink", "postgres", "postgresql://me@localhost/brink"],
    ["postgres:///brink?host=/run/postgresql", "postgres", "postgres:///brink?host=/run/postgresql"],
    ["postgres://h/b?user=me&password=secret&port=1", "postgres", "postgres://h/b?user=me&password=***&port=1"],
  ])("%s is one, and shown without its password", (url, kind, shown) => {
    expect(queueAddress(url)).toEqual({ kind, url, shown });
  });
});
