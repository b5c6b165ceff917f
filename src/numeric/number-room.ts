/** Numbers in one block of memory, at least. */
const BLOCK = 1 << 17;
/** Numbers kept: what is taken beyond is left to the engine. */
const MOST = 1 << 23;

/** Where arrays for a while come from. */
export interface Numbers {
  /** An array of zeros, good until the room is lent again. */
  take(length: number): Float64Array;
  /** The same without the zeros: whatever stood there before, for who writes every number before reading it. */
  takeUnwritten(length: number): Float64Array;
}

/**
 * Memory for arrays that are all needed for a while and then none of them any
 * more: they are cut from large blocks, which serve again when the room is
 * lent to the next. An engine that had to collect them one by one would spend
 * a quarter of its time on that.
 */
export class NumberRoom {
  private readonly blocks: Float64Array[] = [];
  private block = 0;
  private used = 0;
  private kept = 0;
  private tenant: Numbers | undefined;

  /** All of it, from the beginning; whoever had it before may take nothing any more, and loses what he took. */
  lend(): Numbers {
    this.block = 0;
    this.used = 0;
    const own = (length: number): Float64Array => {
      if (this.tenant !== tenant) throw new Error("This memory has been lent to somebody else by now.");
      return this.cut(length);
    };
    const tenant: Numbers = { take: (length) => own(length).fill(0), takeUnwritten: own };
    this.tenant = tenant;
    return tenant;
  }

  private cut(length: number): Float64Array {
    const { block: fitting, used } = this;
    let block = this.blocks[this.block];
    while (block !== undefined && this.used + length > block.length) {
      this.used = 0;
      block = this.blocks[++this.block];
    }
    if (block === undefined) {
      const size = Math.max(BLOCK, length);
      if (this.kept + size > MOST) {
        // Smaller arrays may still fit where this one did not.
        this.block = fitting;
        this.used = used;
        return new Float64Array(length);
      }
      this.kept += size;
      block = new Float64Array(size);
      this.blocks.push(block);
    }
    const own = block.subarray(this.used, this.used + length);
    this.used += length;
    return own;
  }
}

/** Arrays of their own, for who has no room. */
export const freshNumbers: Numbers = {
  take: (length) => new Float64Array(length),
  takeUnwritten: (length) => new Float64Array(length),
};
