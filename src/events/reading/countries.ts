/** What a country, its people and its government are called in news: name, then adjectives, people, capital. */
const COUNTRIES: readonly string[] = [
  "United States|US|U.S.|USA|America|American|Americans|Washington|White House|Pentagon",
  "Russia|Russian|Russians|Moscow|Kremlin",
  "Soviet Union|USSR|Soviet|Soviets|Moscow|Kremlin",
  "China|Chinese|Beijing",
  "Taiwan|Taiwanese|Taipei",
  "Venezuela|Venezuelan|Venezuelans|Caracas",
  "Cuba|Cuban|Cubans|Havana",
  "Brazil|Brazilian|Brazilians|Brasilia|Brasília",
  "Colombia|Colombian|Colombians|Bogota|Bogotá",
  "Iran|Iranian|Iranians|Tehran",
  "Israel|Israeli|Israelis|Jerusalem",
  "North Korea|North Korean|North Koreans|Pyongyang",
  "South Korea|South Korean|South Koreans|Seoul",
  "Japan|Japanese|Tokyo",
  "India|Indian|Indians|New Delhi",
  "Pakistan|Pakistani|Pakistanis|Islamabad",
  "Ukraine|Ukrainian|Ukrainians|Kyiv|Kiev",
  "Turkey|Türkiye|Turkish|Turks|Ankara",
  "United Kingdom|UK|Britain|British|London",
  "France|French|Paris",
  "Germany|German|Germans|Berlin",
  "Poland|Polish|Warsaw",
  "Egypt|Egyptian|Egyptians|Cairo",
  "Saudi Arabia|Saudi|Saudis|Riyadh",
  "Syria|Syrian|Syrians|Damascus",
  "Iraq|Iraqi|Iraqis|Baghdad",
  "Armenia|Armenian|Armenians|Yerevan",
  "Azerbaijan|Azerbaijani|Azerbaijanis|Baku",
  "Serbia|Serbian|Serbs|Belgrade",
  "Georgia|Georgian|Georgians|Tbilisi",
  "Mexico|Mexican|Mexicans|Mexico City",
  "Nicaragua|Nicaraguan|Nicaraguans|Managua",
  "Guyana|Guyanese|Georgetown",
  "Philippines|Philippine|Filipino|Filipinos|Manila",
  "Vietnam|Vietnamese|Hanoi",
  "European Union|EU|Brussels",
];

const GENERIC = /\b(?:the|government|executive|cabinet|republic|leadership|regime|state|of|authorities)\b/gi;

/** Other names of an actor that is a country or its government; none for an organ such as a parliament. */
export function countryNames(label: string): readonly string[] {
  const bare = label.replace(GENERIC, " ").replace(/\s+/g, " ").trim();
  const line = COUNTRIES.find((names) => names.split("|").some((name) => name === bare));
  return line?.split("|") ?? [];
}

/** Every name of one word, in small letters, with the country it is of; of two the first. */
const BY_WORD: ReadonlyMap<string, string> = new Map(
  COUNTRIES.flatMap((line) => {
    const names = line.toLowerCase().split("|");
    return names.filter((name) => !/[\s.]/.test(name)).map((name): [string, string] => [name, names[0]!]);
  }).reverse(),
);

/** The country that a word in small letters is a name of ("iranian", "tehran": iran). */
export function countryOf(word: string): string | undefined {
  return BY_WORD.get(word);
}
