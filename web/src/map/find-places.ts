/**
 * Countries that are named in a label. A crisis file holds no coordinates, so
 * names are all there is to go by: those of the atlas, their usual variants,
 * and the adjectives made of them.
 */

/** Other names by name in the atlas; a former state stands where its largest part is today. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  "United States of America": ["United States", "USA", "U.S.", "US", "America", "American"],
  Russia: ["Soviet Union", "Soviet", "USSR"],
  China: ["Chinese", "PRC"],
  Taiwan: ["Taiwan Strait", "ROC"],
  Ukraine: ["Ukrainian"],
  "United Kingdom": ["Britain", "British", "UK"],
  France: ["French"],
  Germany: ["German"],
  Spain: ["Spanish"],
  Poland: ["Polish"],
  Turkey: ["Türkiye", "Turkish"],
  Greece: ["Greek"],
  Sweden: ["Swedish"],
  Finland: ["Finnish"],
  Denmark: ["Danish"],
  Netherlands: ["Dutch"],
  Belgium: ["Belgian"],
  Italy: ["Italian"],
  Norway: ["Norwegian"],
  Hungary: ["Hungarian"],
  Mexico: ["Mexican"],
  Brazil: ["Brazilian"],
  Argentina: ["Argentine"],
  Canada: ["Canadian"],
  Egypt: ["Egyptian"],
  Israel: ["Israeli"],
  Lebanon: ["Lebanese"],
  Jordan: ["Jordanian"],
  Vietnam: ["Vietnamese"],
  Philippines: ["Philippine", "Filipino"],
  Thailand: ["Thai"],
  Afghanistan: ["Afghan"],
  Pakistan: ["Pakistani"],
  Palestine: ["Palestinian"],
  Serbia: ["Yugoslavia", "Yugoslav"],
  "Dem. Rep. Congo": ["Democratic Republic of the Congo", "DRC"],
  "Bosnia and Herz.": ["Bosnia", "Bosnian"],
  Macedonia: ["North Macedonia"],
  "S. Sudan": ["South Sudan"],
  "Dominican Rep.": ["Dominican Republic"],
};

/** Names that hold the name of a country and stand for no country. */
const notPlaces =
  /\b(?:Organi[sz]ation of American States|Latin America|Central America|South America|North America|Indian Ocean|South China Sea|Gulf of Mexico|New Mexico)\b/g;

/** Endings that make an adjective of a name. */
const ADJECTIVE = "(?:n|ns|an|ans|ian|ians|ese|i|is)?";

interface Entry {
  readonly country: string;
  readonly pattern: RegExp;
}

/** Finds countries in labels, the longest name first: `Nigeria` is not `Niger`. */
export class PlaceFinder {
  readonly #entries: readonly Entry[];

  /** @param countries names in the atlas */
  constructor(countries: readonly string[]) {
    const names = countries.flatMap((country) =>
      [country, ...(otherNames[country] ?? [])].map((name) => ({ country, name })),
    );
    this.#entries = names
      .sort((a, b) => b.name.length - a.name.length)
      .map(({ country, name }) => ({ country, pattern: patternOf(name) }));
  }

  /** Countries named in a text, in the order in which they are named. */
  find(text: string): readonly string[] {
    let left = text.replaceAll(notPlaces, (name) => " ".repeat(name.length));
    const found = new Map<string, number>();
    for (const { country, pattern } of this.#entries) {
      for (const { index, 0: word } of [...left.matchAll(pattern)]) {
        found.set(country, Math.min(index, found.get(country) ?? index));
        // Blanked, so that no shorter name is found in it and places stay.
        left = left.slice(0, index) + " ".repeat(word.length) + left.slice(index + word.length);
      }
    }
    return [...found].sort((a, b) => a[1] - b[1]).map(([country]) => country);
  }
}

function patternOf(name: string): RegExp {
  const plain = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  // Abbreviations are told apart from words by their capitals.
  const adjective = name.length > 3 ? ADJECTIVE : "";
  return new RegExp(`(?<![\\p{L}\\p{N}])${plain}${adjective}(?:'s|’s)?(?![\\p{L}\\p{N}])`, "gu");
}
