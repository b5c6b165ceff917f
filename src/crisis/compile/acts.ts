/** Numbers the sets of moves that can be made at one time. Act 0 is the pass, act m + 1 the single move m. */
export class Acts {
  private readonly moves: number[][];
  private readonly known = new Map<string, number>();

  /** @param moveCount number of moves of the crisis. */
  constructor(moveCount: number) {
    this.moves = [[], ...Array.from({ length: moveCount }, (_, move) => [move])];
  }

  single(move: number): number {
    return move + 1;
  }

  joint(moves: readonly number[]): number {
    if (moves.length === 0) return 0;
    if (moves.length === 1) return this.single(moves[0]!);
    const key = moves.join();
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.moves.push([...moves]);
    this.known.set(key, this.moves.length - 1);
    return this.moves.length - 1;
  }

  /** The moves of all acts as compressed rows. */
  toTable(): { readonly start: Int32Array; readonly move: Int32Array } {
    const start = new Int32Array(this.moves.length + 1);
    this.moves.forEach((moves, act) => {
      start[act + 1] = start[act]! + moves.length;
    });
    return { start, move: Int32Array.from(this.moves.flat()) };
  }
}
