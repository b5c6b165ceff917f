import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { lintKeymap, type Diagnostic as Mark, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
  type Tooltip,
} from "@codemirror/view";
import { crisisJsonSchema, type Diagnostic } from "brink";
import { editorLooks } from "./editor-looks.ts";
import { type FileNames, namesOf } from "./file-names.ts";
import { SchemaReader } from "./schema-at.ts";
import { aboutWord, type Suggestion, suggestionsAt } from "./suggest.ts";
import { placeInYaml } from "./yaml-place.ts";

export interface EditorOptions {
  /** Element that gets the editor in a shadow root. */
  readonly parent: HTMLElement;
  readonly text: string;
  /** Read out as the name of the text field. */
  readonly label: string;
  /** Called after each change by the person. */
  readonly onchange: () => void;
  /** Texts of all files of the crisis by name, this one as it is in the editor. */
  readonly texts: () => Readonly<Record<string, string>>;
  readonly onsave: () => void;
}

/** Marks changes that do not come from the person. */
const fromOutside = Annotation.define<boolean>();

/**
 * The editor of one file: completion and help that know the schema and the
 * names of the crisis, mistakes under the words, undo.
 */
export class CrisisEditor {
  readonly #view: EditorView;
  readonly #options: EditorOptions;
  readonly #schema = new SchemaReader(crisisJsonSchema());
  readonly #label = new Compartment();
  #names: { readonly of: Readonly<Record<string, string>>; readonly names: FileNames } | undefined;

  constructor(options: EditorOptions) {
    this.#options = options;
    // A style sheet in the document would be refused by the content policy; one of a shadow root is not.
    const root = options.parent.shadowRoot ?? options.parent.attachShadow({ mode: "open" });
    this.#view = new EditorView({ parent: root, root, state: this.#stateOf(options.text, options.label) });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  get canUndo(): boolean {
    return undoDepth(this.#view.state) > 0;
  }

  get canRedo(): boolean {
    return redoDepth(this.#view.state) > 0;
  }

  undo(): void {
    undo(this.#view);
  }

  redo(): void {
    redo(this.#view);
  }

  /** Another file, with a history of its own. */
  open(text: string, label: string): void {
    this.#view.setState(this.#stateOf(text, label));
  }

  /** Takes over a text that changed elsewhere; only what differs is replaced, so that the cursor keeps its place. */
  follow(text: string): void {
    const before = this.text;
    if (before === text) return;
    let from = 0;
    while (from < before.length && from < text.length && before[from] === text[from]) from += 1;
    let tail = 0;
    const most = Math.min(before.length, text.length) - from;
    while (tail < most && before[before.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
    this.#view.dispatch({
      changes: { from, to: before.length - tail, insert: text.slice(from, text.length - tail) },
      annotations: fromOutside.of(true),
    });
  }

  /** Underlines what is wrong; spans are offsets of the text as it is now. */
  showMistakes(mistakes: readonly Diagnostic[]): void {
    const { length } = this.#view.state.doc;
    const marks = mistakes.flatMap(({ span, severity, message, hint, code }): readonly Mark[] => {
      if (!span) return [];
      const from = Math.min(span.start, length);
      const said = hint === undefined ? message : `${message}\nHint: ${hint}`;
      return [{ from, to: Math.max(from, Math.min(span.end, length)), severity, message: said, source: code }];
    });
    this.#view.dispatch(setDiagnostics(this.#view.state, marks));
  }

  /** Line and column of an offset, both from 1. */
  placeOf(offset: number): { readonly line: number; readonly column: number } {
    const { doc } = this.#view.state;
    const line = doc.lineAt(Math.min(offset, doc.length));
    return { line: line.number, column: Math.min(offset, doc.length) - line.from + 1 };
  }

  goTo(offset: number): void {
    const anchor = Math.min(offset, this.#view.state.doc.length);
    this.#view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }

  #stateOf(doc: string, label: string): EditorState {
    return EditorState.create({ doc, extensions: this.#extensions(label) });
  }

  #extensions(label: string): readonly Extension[] {
    const run = (): boolean => {
      this.#options.onsave();
      return true;
    };
    const save = { key: "Mod-s", preventDefault: true, run };
    return [
      lineNumbers(),
      highlightActiveLineGutter(),
      history(),
      indentOnInput(),
      indentUnit.of("  "),
      bracketMatching(),
      highlightSelectionMatches(),
      search({ top: true }),
      yaml(),
      autocompletion({ override: [(context) => this.#complete(context)], icons: false, closeOnBlur: true }),
      hoverTooltip((view, offset) => this.#help(view, offset)),
      EditorView.lineWrapping,
      editorLooks,
      // Tab moves on to the next control, as everywhere on the page; Ctrl-] and Ctrl-[ indent.
      keymap.of([save, ...completionKeymap, ...searchKeymap, ...historyKeymap, ...lintKeymap, ...defaultKeymap]),
      this.#label.of(EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" })),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        if (!update.transactions.some((own) => own.annotation(fromOutside))) this.#options.onchange();
      }),
    ];
  }

  #namesNow(): FileNames {
    const of = this.#options.texts();
    const known = this.#names;
    const same = known && Object.keys(of).every((file) => known.of[file] === of[file]);
    if (known && same) return known.names;
    const names = namesOf(of);
    this.#names = { of, names };
    return names;
  }

  #complete(context: CompletionContext): CompletionResult | null {
    const { state, pos, explicit } = context;
    const place = placeInYaml(state.sliceDoc(0, pos), pos);
    const before = state.doc.lineAt(pos).text.slice(0, pos - state.doc.lineAt(pos).from);
    if (!explicit && place.from === pos && !/[{[,:.-] $|\.$/.test(before)) return null;
    const suggestions = suggestionsAt(place, before, this.#namesNow(), this.#schema);
    if (suggestions.length === 0) return null;
    return {
      from: place.from,
      validFor: /^[\w.]*$/,
      options: suggestions.map((own, k) => ({
        label: own.text,
        apply: applied(own, state.sliceDoc(pos, pos + 1)),
        type: own.kind,
        ...(own.about === "" ? {} : { info: own.about }),
        // The order of the schema and of the file says more than that of the alphabet.
        boost: -Math.min(99, k),
      })),
    };
  }

  #help(view: EditorView, offset: number): Tooltip | null {
    const { text, from } = view.state.doc.lineAt(offset);
    const words = [...text.matchAll(/[A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)?/g)];
    const word = words.find(({ index, 0: own }) => from + index <= offset && offset <= from + index + own.length);
    if (!word) return null;
    const start = from + word.index;
    const place = placeInYaml(view.state.sliceDoc(0, start), start);
    const about = aboutWord(word[0], place, this.#namesNow(), this.#schema);
    if (about === "") return null;
    return {
      pos: start,
      end: start + word[0].length,
      above: true,
      create: () => {
        const dom = document.createElement("div");
        dom.className = "about";
        dom.textContent = about;
        return { dom };
      },
    };
  }
}

/** A key is followed by its colon, unless that stands there already. */
function applied({ text, insert }: Suggestion, next: string): string {
  return next === ":" ? text : (insert ?? text);
}
