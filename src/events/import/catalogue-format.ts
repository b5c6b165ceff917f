/** A kind of table that can be imported. */
export type FormatName = "gdelt" | "gdelt-mentions" | "acled" | "ucdp" | "icews" | "polecat";

export interface CatalogueFormat {
  readonly name: FormatName;
  /** What a reader sees. */
  readonly label: string;
  readonly delimiter: "\t" | ",";
  /** Cells may stand between double quotes and then hold delimiters and line breaks. */
  readonly quoted: boolean;
  /** Headers of tables without a header row, told apart by how many columns they have; of others the first is the usual one. */
  readonly headers: readonly (readonly string[])[];
  /** The first row names the columns. */
  readonly hasHeader: boolean;
  /** Columns without which nothing can be read. */
  readonly needed: readonly string[];
  /** What a reader should know about who made it, and an assumed grade for it as a source. */
  readonly source: { readonly name: string; readonly grade: "A" | "B" | "C" | "D" | "E" | "F" };
}

const party = (who: string): readonly string[] =>
  "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
    .split(" ")
    .map((name) => `${who}${name}`);

const place = (who: string, districts: boolean): readonly string[] =>
  ["Type", "FullName", "CountryCode", "ADM1Code", ...(districts ? ["ADM2Code"] : []), "Lat", "Long", "FeatureID"].map(
    (name) => `${who}Geo_${name}`,
  );

const gdeltColumns = (districts: boolean, url: boolean): readonly string[] => [
  ..."GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split(" "),
  ...party("Actor1"),
  ...party("Actor2"),
  ..."IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale".split(" "),
  ..."NumMentions NumSources NumArticles AvgTone".split(" "),
  ...place("Actor1", districts),
  ...place("Actor2", districts),
  ...place("Action", districts),
  "DATEADDED",
  ...(url ? ["SOURCEURL"] : []),
];

const polecatParty = (who: "Actor" | "Recipient"): readonly string[] => [
  `${who} Name`,
  `${who} Country`,
  `${who} COW`,
  `Primary ${who} Sector`,
  `${who} Sectors`,
  `${who} Title`,
  `${who} Name Raw`,
  `Wikipedia ${who} ID`,
];

const ucdpColumns =
  "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date source_headline source_original where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob";

const acledColumns =
  "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes fatalities tags timestamp";

/** Every format with its columns, in the order in which they are written there. */
export const catalogueFormats: Readonly<Record<FormatName, CatalogueFormat>> = {
  gdelt: {
    name: "gdelt",
    label: "GDELT events",
    delimiter: "\t",
    quoted: false,
    hasHeader: false,
    // GDELT 2 with districts; GDELT 1 with and, before 2013, without the address.
    headers: [gdeltColumns(true, true), gdeltColumns(false, true), gdeltColumns(false, false)],
    needed: [],
    source: { name: "GDELT, events coded from news by machine", grade: "D" },
  },
  "gdelt-mentions": {
    name: "gdelt-mentions",
    label: "GDELT mentions",
    delimiter: "\t",
    quoted: false,
    hasHeader: false,
    headers: [
      "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone MentionDocTranslationInfo Extras".split(
        " ",
      ),
    ],
    needed: [],
    source: { name: "GDELT, events coded from news by machine", grade: "D" },
  },
  acled: {
    name: "acled",
    label: "ACLED",
    delimiter: ",",
    quoted: true,
    hasHeader: true,
    headers: [acledColumns.split(" ")],
    needed: ["event_date", "event_type", "sub_event_type", "actor1", "actor2", "country", "source"],
    source: { name: "ACLED, events coded by hand from news and local partners", grade: "B" },
  },
  ucdp: {
    name: "ucdp",
    label: "UCDP GED",
    delimiter: ",",
    quoted: true,
    // Some candidate releases come without a header.
    hasHeader: true,
    headers: [ucdpColumns.split(" ")],
    needed: ["id", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "country"],
    source: { name: "UCDP georeferenced events, coded by hand", grade: "B" },
  },
  icews: {
    name: "icews",
    label: "ICEWS",
    delimiter: "\t",
    quoted: false,
    hasHeader: true,
    headers: [
      "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude".split(
        "|",
      ),
    ],
    needed: ["Event ID", "Event Date", "Source Name", "Source Country", "CAMEO Code", "Target Name", "Target Country"],
    source: { name: "ICEWS, events coded from news by machine", grade: "C" },
  },
  polecat: {
    name: "polecat",
    label: "POLECAT",
    delimiter: "\t",
    quoted: false,
    hasHeader: true,
    headers: [
      [
        ..."Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts".split("|"),
        ...polecatParty("Actor"),
        ...polecatParty("Recipient"),
        ..."Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type".split(
          "|",
        ),
        ..."Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version".split("|"),
      ],
    ],
    needed: ["Event ID", "Event Date", "Event Type", "Actor Name", "Actor Country", "Recipient Name"],
    source: { name: "POLECAT, events coded from news by machine", grade: "C" },
  },
};

/** Names of all formats, for help and hints. */
export const formatNames: readonly FormatName[] = ["gdelt", "gdelt-mentions", "acled", "ucdp", "icews", "polecat"];
