import { describe, expect, it } from "vitest";
import type { Expression } from "../../src/crisis/expression.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import { evaluatePlainly } from "./evaluate-plainly.ts";
import { everyFeature } from "./every-feature.ts";
import { codesIn, readText } from "./read-text.ts";

const crisis = readText(everyFeature);

function find<T extends { readonly name: string }>(list: readonly T[], name: string): T {
  return list.find((one) => one.name === name)!;
}

const indexOf = (list: readonly { readonly name: string }[], name: string): number =>
  list.findIndex((one) => one.name === name);

/** Whether a condition holds when the named variables have these levels and all others 0. */
function holds(of: Crisis, condition: Expression | undefined, state: Readonly<Record<string, number>>): boolean {
  const levels = of.variables.map((variable) => state[variable.name] ?? 0);
  return (
    condition === undefined ||
    evaluatePlainly(
      condition,
      levels,
      of.parameters.map((parameter) => parameter.value),
    ) !== 0
  );
}

describe("a crisis with every feature", () => {
  it("has no mistakes", () => {
    expect(codesIn(everyFeature)).toEqual([]);
  });

  it("reads the world", () => {
    expect(crisis.clock).toEqual({ steps: 24, startDay: 20_058, unit: "month", every: 1 });
    expect(crisis.actors.map(({ label, actsByChance }) => [label, actsByChance])).toEqual([
      ["United States", false],
      ["russia", false],
      ["venezuela", false],
      ["congress", true],
    ]);
    expect(find(crisis.actors, "russia").precision).toBe("infinite");
    expect(find(crisis.actors, "russia").discount).toMatchObject({ kind: "number", value: 0.9 });
    expect(find(crisis.actors, "us").discount).toMatchObject({ kind: "number", value: 0.97 });
    expect(find(crisis.parameters, "lambda_us")).toMatchObject({
      value: 3,
      range: [1, 6],
      why: "as in the laboratory",
    });
    expect(find(crisis.sources, "deputy")).toMatchObject({ reliability: 0.7, via: 0, grade: "C" });
    expect(crisis.question).toMatchObject({ byStep: 7, by: "2025-07", ending: 2, text: ["S1"] });
    expect(crisis.turns).toEqual([[2], [1], [0, 2], [3]]);
  });

  it("reads variables with their starts", () => {
    const chances = (name: string): number[] =>
      find(crisis.variables, name).start.map((chance) => evaluatePlainly(chance, [], []));
    expect(chances("pressure")).toEqual([0, 1, 0, 0, 0]);
    expect(chances("regime")).toEqual([0, 0, 1]);
    expect(chances("us_line")[1]).toBeCloseTo(0.4, 12);
    expect(find(crisis.variables, "us_line")).toMatchObject({ uncertain: true, seenBy: [0] });
    expect(find(crisis.variables, "works")).toMatchObject({ uncertain: true, seenBy: [] });
    expect(find(crisis.variables, "oil")).toMatchObject({ uncertain: false, seenBy: "all", origin: "declared" });
    const season = find(crisis.variables, "season").calendar!;
    expect(season.flatMap((level, step) => (level === 1 ? [step] : []))).toEqual([18, 19, 20, 21, 22, 23]);
  });

  it("spells out after, once and arrives", () => {
    const shorthands = crisis.variables.filter((variable) => variable.origin !== "declared");
    expect(shorthands.map(({ name, levels }) => [name, levels])).toEqual([
      ["made.russia.ship", ["no", "yes"]],
      ["underway.russia.ship", ["nothing", "1 step", "2 steps"]],
      ["made.venezuela.ask", ["no", "yes"]],
    ]);
    const ship = find(crisis.moves, "ship");
    expect(holds(crisis, ship.when, {})).toBe(false);
    expect(holds(crisis, ship.when, { "made.venezuela.ask": 1 })).toBe(true);
    expect(holds(crisis, ship.when, { "made.venezuela.ask": 1, "made.russia.ship": 1 })).toBe(false);
    expect(holds(crisis, ship.when, { "made.venezuela.ask": 1, "underway.russia.ship": 1 })).toBe(false);
    const made = indexOf(crisis.variables, "made.russia.ship");
    const underway = indexOf(crisis.variables, "underway.russia.ship");
    expect(ship.outcomes).toMatchObject([
      {
        chance: { value: 1 },
        effects: [
          { kind: "set", variable: made, value: { value: 1 } },
          { kind: "set", variable: underway, value: { value: 2 } },
        ],
      },
    ]);
    const [arrival] = crisis.drivers;
    expect(arrival).toMatchObject({ name: "underway.russia.ship", mustCover: false });
    expect(
      arrival!.rows.map((row) => [0, 1, 2].map((level) => holds(crisis, row.when, { "underway.russia.ship": level }))),
    ).toEqual([
      [false, true, false],
      [false, false, true],
    ]);
    expect(arrival!.rows[0]!.outcomes[0]!.effects.at(-1)).toMatchObject({
      kind: "set",
      variable: underway,
      value: { value: 0 },
    });
    expect(arrival!.rows[1]!.outcomes[0]!.effects).toMatchObject([{ kind: "shift", variable: underway, by: -1 }]);
    expect(find(crisis.moves, "ask").outcomes).toMatchObject([{ effects: [{ kind: "set", value: { value: 1 } }] }]);
  });

  it("reads outcomes, events and rows", () => {
    const strike = find(crisis.moves, "strike");
    expect(
      strike.outcomes.map(({ chance, ends }) => [typeof chance === "string" ? chance : chance.kind, ends]),
    ).toEqual([
      ["number", 1],
      ["binary", 0],
      ["rest", undefined],
    ]);
    const news = find(crisis.drivers, "news").rows[0]!.outcomes;
    const chances = news.map(({ chance }) => (chance === "rest" ? chance : evaluatePlainly(chance, [], [])));
    expect(chances[0]).toBeCloseTo(0.02, 12);
    expect(chances[1]).toBeCloseTo(0.08, 12);
    expect(chances[2]).toBe("rest");
    const oil = find(crisis.drivers, "oil");
    expect(oil).toMatchObject({ mustCover: true });
    expect(oil.rows.map((row) => row.when === undefined)).toEqual([false, true]);
  });

  it("reads payoffs by part, and endings", () => {
    expect(crisis.payoffs.map((parts) => parts.map((part) => part.name))).toEqual([
      ["pressure", "cover"],
      ["payoff"],
      ["power", "ally"],
      [],
    ]);
    expect(crisis.payoffs[2]![1]).toMatchObject({ like: 1, weight: { value: 0.2 } });
    expect(crisis.endings.map(({ otherwise, chance }) => [otherwise, chance !== undefined])).toEqual([
      [false, false],
      [false, false],
      [false, false],
      [false, true],
      [true, false],
    ]);
    expect(crisis.endings[0]!.payoffs[1]!.map((part) => part.name)).toEqual(["loss", "risk"]);
  });

  it("reads reports with what they inherit", () => {
    const again = find(crisis.reports, "again");
    expect(again).toMatchObject({
      sameAs: 0,
      source: 1,
      credibility: 2,
      hit: 0.9,
      from: 0,
      to: 0,
      happened: "2024-12",
      text: ["S4", "S5"],
    });
    expect(again.claim).toEqual(crisis.reports[0]!.claim);
    expect(find(crisis.reports, "flight")).toMatchObject({ hit: 0.8, toldStep: 8, sameAs: 0 });
    expect(find(crisis.reports, "no_shots")).toMatchObject({
      from: 1,
      to: 4,
      claim: [{ never: true, any: [{ kind: "move" }, { kind: "move" }] }],
    });
    expect(find(crisis.reports, "both").claim!.map(({ never, any }) => [never, any.map(({ kind }) => kind)])).toEqual([
      [false, ["level"]],
      [false, ["level", "move"]],
    ]);
    expect(find(crisis.reports, "both").toldStep).toBe(3);
    expect(find(crisis.reports, "threshold")).toMatchObject({ from: 4, to: 6 });
    expect(find(crisis.reports, "framing").claim).toBeUndefined();
    expect(crisis.estimates.map(({ probability, below }) => [probability, below])).toEqual([
      [0.5, undefined],
      [undefined, 0.1],
    ]);
  });

  it("can be sent to a worker", () => {
    expect(structuredClone(crisis)).toEqual(crisis);
  });
});

const textbook = `crisis: Two-step deterrence
actors: { attacker: {}, defender: {} }
state: { threat: [none, made], answer: [none, gives_in, fights] }
moves:
  attacker: { hold: nothing, attack: { then: { threat: made } } }
  defender:
    give_in: { when: threat == made, then: { answer: gives_in } }
    fight: { when: threat == made, then: { answer: fights } }
endings:
  war: { when: answer == fights, payoffs: { attacker: -2, defender: -1 } }
  gain: { when: answer == gives_in, payoffs: { attacker: 1, defender: -1.5 } }
  peace: { otherwise: true, rule: no threat was made }
`;

describe("defaults", () => {
  it("keep a textbook game short", () => {
    const game = readText(textbook);
    expect(codesIn(textbook)).toEqual([]);
    expect(game).toMatchObject({
      clock: { steps: 1, every: 1 },
      information: "open",
      shocks: "excluded",
      turns: [[0], [1]],
    });
    expect(game.actors.map(({ precision, discount }) => [precision, discount])).toMatchObject([
      [{ value: 1 }, { value: 1 }],
      [{ value: 1 }, { value: 1 }],
    ]);
    expect(game.moves.map(({ outcomes }) => outcomes.length)).toEqual([0, 1, 1, 1]);
  });

  it("date a clock by how its start is written", () => {
    const clock = (text: string): Crisis["clock"] => readText(`${textbook}clock: ${text}\n`).clock;
    expect(clock("{ start: 2024-12, steps: 3 }")).toMatchObject({ unit: "month", every: 1 });
    expect(clock("{ start: 1962-10-16, step: 3 days, steps: 5 }")).toMatchObject({
      unit: "day",
      every: 3,
      startDay: -2634,
    });
    expect(clock("{ steps: 2 }")).toEqual({ steps: 2, every: 1 });
  });

  it("leave the clock endless where it has a start but no steps", () => {
    const endless = textbook.replace(/ {2}peace.*\n/, "discount: 0.9\nclock: { start: 2024, step: year }\n");
    expect(readText(endless).clock.steps).toBeUndefined();
  });

  it("let a report of the same event inherit what it leaves out", () => {
    const reports = `${textbook}clock: { start: 2024-12, steps: 12 }
sources: { press: {}, radio: { published: 2025-05 } }
reports:
  - { id: b, same_as: a, source: radio }
  - { id: c, same_as: b }
  - { id: a, happened: 2025-01, told: 2025-03, source: press, credibility: 4, saw: attacker.attack }
`;
    expect(
      readText(reports).reports.map(({ source, credibility, from, toldStep, sameAs }) => [
        source,
        credibility,
        from,
        toldStep,
        sameAs,
      ]),
    ).toEqual([
      [1, 4, 1, 5, 2],
      [1, 4, 1, 5, 2],
      [0, 4, 1, 3, 2],
    ]);
  });

  it("take told from the source, else from the end of what happened", () => {
    const reports = `${textbook}clock: { start: 2024-12, steps: 12 }
sources: { late: { published: 2025-06-03 }, open: {} }
reports:
  - { id: a, happened: 2025-01, source: late, saw: attacker.attack }
  - { id: b, happened: 2025-01..2025-02, source: open, saw: attack }
`;
    expect(readText(reports).reports.map(({ toldStep, credibility, hit }) => [toldStep, credibility, hit])).toEqual([
      [6, 3, 0.75],
      [2, 3, 0.75],
    ]);
  });
});

describe("several files", () => {
  const read = (files: Readonly<Record<string, string>>, options = {}): ReturnType<typeof readCrisis> =>
    readCrisis("folder/crisis.yaml", (file) => (Object.hasOwn(files, file) ? files[file] : undefined), options);
  const main = `include: [moves.yaml, reports.yaml]\n${textbook.replace("  attacker: { hold: nothing, attack: { then: { threat: made } } }\n", "  attacker: { hold: nothing }\n")}`;
  const files = {
    "folder/crisis.yaml": main,
    "folder/moves.yaml": "moves:\n  attacker: { attack: { then: { threat: made } } }\n",
    "folder/reports.yaml":
      "sources: { press: { grade: B } }\nreports: [{ id: a, happened: 1, source: press, saw: attacker.attack }]\n",
    "other/reports.yaml":
      "sources: { press: { grade: E }, radio: {} }\nreports:\n  - { id: b, happened: 1, source: radio, saw: attacker.hold }\n  - { id: c, source: press, says: x }\n",
  };

  it("add up", () => {
    const { crisis: whole, diagnostics, sources } = read(files);
    expect(diagnostics).toEqual([]);
    expect(whole!.moves.map(({ name }) => name)).toEqual(["hold", "attack", "give_in", "fight"]);
    expect(whole!.reports.map(({ name }) => name)).toEqual(["a"]);
    expect([...sources.keys()]).toEqual(["folder/crisis.yaml", "folder/moves.yaml", "folder/reports.yaml"]);
  });

  it("let other reports take the place of the crisis's own", () => {
    const { crisis: whole, diagnostics } = read(files, { reports: "other/reports.yaml" });
    expect(diagnostics).toEqual([]);
    expect(whole!.reports.map(({ name }) => name)).toEqual(["b", "c"]);
    expect(whole!.sources.map(({ name, grade }) => [name, grade])).toEqual([
      ["press", "E"],
      ["radio", "F"],
    ]);
  });

  it("say what is missing", () => {
    expect(readCrisis("no.yaml", () => undefined).diagnostics.map(({ code }) => code)).toEqual(["file-missing"]);
    expect(read(files, { reports: "nowhere.yaml" }).diagnostics.map(({ code }) => code)).toEqual(["file-missing"]);
  });
});

describe("parameters given from outside", () => {
  it("take the place of those in the file", () => {
    const read = (parameters: Readonly<Record<string, number>>): ReturnType<typeof readCrisis> =>
      readCrisis("crisis.yaml", () => everyFeature, { parameters });
    expect(read({ war_cost: 11 }).crisis!.parameters.map(({ value }) => value)).toEqual([3, 11]);
    expect(read({ war_cots: 11 }).diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
      ["unknown-parameter", "did you mean `war_cost`?"],
    ]);
  });
});
