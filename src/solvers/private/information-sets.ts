import type { PrivateView } from "./sight.ts";

/** Who decides at an information set, and when. */
export interface SetOwner {
  readonly actor: number;
  readonly step: number;
}

/**
 * Numbers for public histories (which moves were made and which public states
 * came about, stage by stage) and for information sets: a public history, an
 * actor, and what the actor sees of the secret now. The same passage gets the
 * same number whenever it is asked for.
 */
export class InformationSets {
  readonly owners: SetOwner[] = [];
  private readonly view: PrivateView;
  private readonly firstSet: number;
  private readonly histories = new Map<string, number>();
  private readonly sets = new Map<string, number>();

  /** @param firstSet number of the first set. */
  constructor(view: PrivateView, firstSet = 0) {
    this.view = view;
    this.firstSet = firstSet;
  }

  /** Next free number of a set. */
  get end(): number {
    return this.firstSet + this.owners.length;
  }

  /** What everybody knows at the start; of several openings everybody knows which one it is. */
  start(node: number, opening = 0): number {
    return this.history(`start ${opening} ${this.view.publicAt(node)}`);
  }

  /** What everybody knows once a stage has passed: the act, and the public state it led to. */
  after(history: number, act: number, node: number): number {
    return this.history(`${history} ${act} ${this.view.publicAt(node)}`);
  }

  /** The set of an actor at a node. */
  setOf(history: number, actor: number, node: number, step: number): number {
    const key = `${history} ${actor} ${this.view.viewAt(actor, node)}`;
    const known = this.sets.get(key);
    if (known !== undefined) return known;
    const set = this.firstSet + this.owners.push({ actor, step }) - 1;
    this.sets.set(key, set);
    return set;
  }

  /** What an actor sees at a node, for labels. */
  seenInWords(actor: number, node: number): string {
    return this.view.seenInWords(actor, node);
  }

  private history(key: string): number {
    const known = this.histories.get(key) ?? this.histories.size;
    this.histories.set(key, known);
    return known;
  }
}
