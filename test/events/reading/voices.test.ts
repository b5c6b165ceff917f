import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readArticle } from "../../../src/events/reading/read-article.ts";
import { crisisAt } from "./score.ts";
import { tools } from "./tools.ts";

const island = crisisAt(join(import.meta.dirname, "articles", "island.yaml"));

/** Chains of the drafts of a text, who said it first in front. */
function chains(text: string): readonly (readonly string[])[] {
  return readArticle(text, island, tools, { toldDay: 22410, prefix: "a" }).drafts.map(({ chain }) =>
    chain.map(({ words }) => words),
  );
}

describe("who tells", () => {
  it.each([
    // The text itself.
    ["Norland boarded a ferry.", []],
    ["Norland boarded a ferry, and Estmark said that it would answer.", []],
    // Before and behind what is said.
    ["A fisherman said Norland had boarded a ferry.", ["A fisherman"]],
    ["Norland boarded a ferry, a fisherman said.", ["a fisherman"]],
    ["Norland boarded a ferry, a fisherman said on Tuesday.", ["a fisherman"]],
    ["Norland boarded a ferry, said a fisherman.", ["a fisherman"]],
    ['"Norland boarded a ferry," said the captain, a veteran of the service.', ["the captain"]],
    ['"Norland boarded a ferry at dawn," the captain said, "and left it at noon."', ["the captain"]],
    ["Norland, a fisherman said, boarded a ferry.", ["a fisherman"]],
    ["On Tuesday Radio Ellis said Norland had boarded a ferry.", ["Radio Ellis"]],
    ["In parliament the opposition said that Norland had boarded a ferry.", ["the opposition"]],
    ["18:10 A port clerk says Norland boarded a ferry.", ["A port clerk"]],
    // Nouns in the tagger's eyes.
    ["Norland boarded a ferry, state television reports.", ["state television"]],
    ["Norland boarded a ferry, the coast guard claims.", ["the coast guard"]],
    // According to, citing, reports by.
    ["According to two diplomats, Norland boarded a ferry.", ["two diplomats"]],
    ["Norland boarded a ferry, according to people familiar with the matter.", ["people familiar with the matter"]],
    [
      "Norland boarded a ferry, Radio Ellis reports, citing a source at the port.",
      ["a source at the port", "Radio Ellis"],
    ],
    ["A report by the Harbour Institute found that Norland had boarded a ferry.", ["the Harbour Institute"]],
    ["In the harbour master's account Norland boarded a ferry.", ["the harbour master"]],
    ["Estmark's claim that Norland boarded a ferry could not be checked.", ["Estmark"]],
    ["Radio Ellis quoted a fisherman as saying that Norland had boarded a ferry.", ["a fisherman", "Radio Ellis"]],
    [
      "A fisherman was quoted by Radio Ellis as saying that Norland had boarded a ferry.",
      ["A fisherman", "Radio Ellis"],
    ],
    ["As Radio Ellis reported, Norland boarded a ferry.", ["Radio Ellis"]],
    // When, where and to whom it was said.
    [
      "A spokesman for the cabinet confirmed late on Friday that Norland had boarded a ferry.",
      ["A spokesman for the cabinet"],
    ],
    ["The harbour master told Radio Ellis that Norland had boarded a ferry.", ["The harbour master"]],
    ["Norland boarded a ferry, a port clerk told reporters in Havn.", ["a port clerk"]],
    ["In a letter to the League, the cabinet said that Norland had boarded a ferry.", ["the cabinet"]],
    ["Norland boarded a ferry, said a senior official who declined to be named.", ["a senior official"]],
    ["A diplomat, speaking on condition of anonymity, said Norland had boarded a ferry.", ["A diplomat"]],
    ["Sources close to the cabinet say Norland boarded a ferry.", ["Sources close to the cabinet"]],
    ["Fishermen spoke of a ferry that Norland boarded.", ["Fishermen"]],
    ["Asked about the noise, the mayor replied: Norland boarded a ferry.", ["the mayor"]],
    ["The cabinet put out a statement that Norland had boarded a ferry.", ["The cabinet"]],
    ["The Gleam carries a report by a sailor that Norland boarded a ferry.", ["a sailor", "The Gleam"]],
    ["The Gleam has it from a sailor that Norland boarded a ferry.", ["a sailor", "The Gleam"]],
    ["Norland boarded a ferry, the Gleam notes with some glee.", ["the Gleam"]],
    ["Two officers interviewed by the Gleam doubt that Norland boarded a ferry.", ["Two officers"]],
    ["A pollster cited by the Gleam thinks that Norland boarded a ferry.", ["A pollster", "the Gleam"]],
    ["A source in Havn said Norlandic sailors had boarded a ferry in Havn.", ["A source in Havn"]],
    ["The admiralty's word that Norland boarded a ferry was accepted.", ["The admiralty"]],
    // Asides, clauses, lists.
    ["Two sailors whom we met separately both claimed that Norland had boarded a ferry.", ["Two sailors"]],
    ["A bishop who has the ear of both sides believes Norland boarded a ferry.", ["A bishop"]],
    ["Ms Dahl (Islands) said that Norland had boarded a ferry.", ["Ms Dahl"]],
    ["The clerk, reached by telephone, insisted that Norland had boarded a ferry.", ["The clerk"]],
    ["A post by a sailor claims that Norland boarded a ferry.", ["a sailor"]],
    ["The mate, who asked not to be named, said Norland had boarded a ferry.", ["The mate"]],
    ["A retired officer, Colonel Marn, said that Norland had boarded a ferry.", ["A retired officer"]],
    ["The mayor, who says that Norland boarded a ferry, has resigned.", ["The mayor"]],
    ["The harbour master and two sailors said Norland had boarded a ferry.", ["The harbour master and two sailors"]],
    ["The port office opened early, saying that Norland had boarded a ferry.", ["The port office"]],
    ["The mayor says all is well and insists that Norland boarded a ferry.", ["The mayor"]],
    // Chains, and two who say two things.
    ["Radio Ellis says a fisherman said that Norland had boarded a ferry.", ["a fisherman", "Radio Ellis"]],
    ["A fisherman said Norland had boarded a ferry, Radio Ellis reported.", ["A fisherman", "Radio Ellis"]],
    ["The mayor said the port was shut, and a fisherman said Norland had boarded a ferry.", ["a fisherman"]],
    ["A fisherman said Norland had boarded a ferry, and the mayor said the port was shut.", ["A fisherman"]],
    // Passive, and nobody named.
    ["It was confirmed by two diplomats that Norland had boarded a ferry.", ["two diplomats"]],
    ["Norland reportedly boarded a ferry.", ["reportedly"]],
    ["Norland is said to have boarded a ferry.", ["said"]],
    ["Norland had reportedly boarded a ferry, a fisherman said.", ["a fisherman"]],
    // Wants and odds.
    [
      "Analysts at the Harbour Institute put the chance of war over Skerry at 20 percent by the end of 2031.",
      ["Analysts at the Harbour Institute"],
    ],
    ["Betting firms give a 12% chance of war over Skerry.", ["Betting firms"]],
  ])("%s", (text, wanted) => {
    expect(chains(text)[0]).toEqual(wanted);
  });

  it.each([
    // Pronouns.
    ["The captain spoke to reporters. He added that Norland had boarded a ferry.", ["The captain"]],
    ["Fishermen see it differently: on Tuesday, they say, Norland boarded a ferry.", ["Fishermen"]],
    ["The captain said it was dark. He added that Norland had boarded a ferry.", ["The captain"]],
    ["The ministry said it was calm. It said Norland had boarded a ferry.", ["The ministry"]],
    [
      "The envoy, when the subject came up, changed it. He later remarked that Norland had boarded a ferry.",
      ["The envoy"],
    ],
    // Quotations over several sentences.
    ['"Norland boarded a ferry. Nobody was hurt," the captain said.', ["the captain"]],
    ['"It was dark," the captain said. "Norland boarded a ferry."', ["the captain"]],
    ["“It was dark,” the captain said.\n“Norland boarded a ferry.”", ["the captain"]],
    ['The captain said it was dark. Norland boarded the "Skerry Star" ferry.', []],
    // Speakers in front, headlines.
    ["HARBOUR MASTER: It was dark. Norland boarded a ferry.", ["HARBOUR MASTER"]],
    ["BREAKING: Norland boarded a ferry.", []],
    ["Norland boards a ferry - ministry\nThe weather was fine.", ["ministry"]],
    ["Ministry: Norland boarded a ferry", ["Ministry"]],
  ])("over sentences: %s", (text, wanted) => {
    expect(chains(text).at(-1)).toEqual(wanted);
  });
});
