import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The editor in the colours of the desk, light and dark alike. Pictures in style sheets are not allowed here. */
export const editorLooks: Extension = [
  EditorView.theme({
    "&": { color: "var(--ink)", backgroundColor: "var(--panel)", height: "100%", fontSize: "0.875rem" },
    "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
    ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
    ".cm-content": { caretColor: "var(--ink)", padding: "0.6rem 0" },
    ".cm-gutters": { backgroundColor: "var(--panel)", color: "var(--soft)", borderRight: "1px solid var(--line)" },
    ".cm-activeLineGutter": { backgroundColor: "var(--tint)", color: "var(--ink)" },
    ".cm-selectionMatch": { backgroundColor: "var(--tint)" },
    "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--tint)", outline: "1px solid var(--accent)" },
    ".cm-lintRange": { backgroundImage: "none", paddingBottom: "0" },
    ".cm-lintRange-error": {
      backgroundImage: "none",
      textDecoration: "underline wavy var(--wrong) 1.5px",
      textUnderlineOffset: "0.2em",
    },
    ".cm-lintRange-warning": {
      backgroundImage: "none",
      textDecoration: "underline dotted var(--warn) 2px",
      textUnderlineOffset: "0.2em",
    },
    ".cm-lintRange-active": { backgroundColor: "var(--tint)" },
    ".cm-tooltip": {
      backgroundColor: "var(--paper)",
      color: "var(--ink)",
      border: "1px solid var(--strong-line)",
      borderRadius: "3px",
      maxWidth: "min(34rem, 90vw)",
    },
    ".cm-tooltip-hover": { padding: "0", font: "0.875rem/1.45 var(--sans)" },
    ".about": { padding: "0.5rem 0.8rem", whiteSpace: "pre-wrap" },
    ".cm-tooltip-lint": { font: "0.875rem/1.45 var(--sans)" },
    ".cm-diagnostic": { padding: "0.4rem 0.8rem", borderLeftWidth: "4px", whiteSpace: "pre-wrap" },
    ".cm-diagnostic-error": { borderLeftColor: "var(--wrong)" },
    ".cm-diagnostic-warning": { borderLeftColor: "var(--warn)" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "16em" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.15rem 0.6rem" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
      backgroundColor: "var(--accent)",
      color: "var(--paper)",
    },
    ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
    ".cm-completionDetail": { color: "inherit", fontStyle: "normal", marginLeft: "1rem" },
    ".cm-tooltip.cm-completionInfo": { padding: "0.5rem 0.8rem", font: "0.875rem/1.45 var(--sans)" },
    ".cm-panels": { backgroundColor: "var(--paper)", color: "var(--ink)", borderColor: "var(--line)" },
    ".cm-panels input, .cm-panels button": { color: "inherit", background: "var(--panel)", backgroundImage: "none" },
    ".cm-searchMatch": { backgroundColor: "var(--tint)", outline: "1px solid var(--accent)" },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: [tags.definition(tags.propertyName), tags.propertyName], color: "var(--accent)", fontWeight: "600" },
      { tag: [tags.lineComment, tags.comment], color: "var(--soft)", fontStyle: "italic" },
      { tag: [tags.string, tags.special(tags.string)], color: "var(--more)" },
      { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--soft)" },
      { tag: tags.invalid, color: "var(--wrong)" },
    ]),
  ),
];
