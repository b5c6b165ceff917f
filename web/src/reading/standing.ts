import type { Draft } from "brink/reading";
import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from "yaml";

type Written = Pick<Draft, "id" | "kind" | "sentence" | "odds">;

/**
 * Ids of the drafts that stand in the texts of a crisis, however they are laid
 * out there: as a report of that name, or as odds of that ending from that sentence.
 *
 * @param prefix of the article's sentences in the crisis
 * @param texts by file name, as they are now
 *
 * Cost: a text that holds none of their names is not taken apart; another is, once.
 */
export function standingIn(
  drafts: readonly Written[],
  prefix: string,
  texts: Readonly<Record<string, string>>,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const text of Object.values(texts))
    for (const draft of drafts) if (standsIn(draft, prefix, text)) found.add(draft.id);
  return found;
}

function standsIn({ id, kind, sentence, odds }: Written, prefix: string, text: string): boolean {
  const word = kind === "estimate" ? `${prefix}${sentence}` : id;
  if (!text.includes(word)) return false;
  const { reports, estimates } = entriesOf(text);
  return kind === "estimate" ? estimates.has(`${odds?.ending} ${word}`) : reports.has(id);
}

interface Entries {
  readonly reports: ReadonlySet<string>;
  /** Ending and sentence. */
  readonly estimates: ReadonlySet<string>;
}

/** By text, since all drafts ask about the same few. */
const taken = new Map<string, Entries>();
const MOST_TAKEN = 20;

function entriesOf(text: string): Entries {
  const known = taken.get(text);
  if (known) return known;
  if (taken.size > MOST_TAKEN) taken.clear();
  const document = parseDocument(text, { merge: false, uniqueKeys: false });
  const itemsOf = (section: string): readonly YAMLMap[] => {
    const list: unknown = document.getIn([section], true);
    return isSeq(list) ? list.items.filter((item) => isMap(item)) : [];
  };
  const reports = new Set(itemsOf("reports").map((item) => String(item.get("id"))));
  const estimates = new Set(
    itemsOf("estimates").flatMap((item) => {
      const sentences: unknown = item.get("text", true);
      const named = isSeq(sentences) ? sentences.items : [sentences];
      return named.map((one) => `${item.get("ending")} ${String(isScalar(one) ? one.value : one)}`);
    }),
  );
  const found = { reports, estimates };
  taken.set(text, found);
  return found;
}
