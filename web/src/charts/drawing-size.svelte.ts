/** Pixels between the margins of a page of paper (A4, 96 to the inch). */
const PAPER = 680;

/**
 * How large pictures are drawn: as wide as their place and with letters as large
 * as the page's, and for the printer as wide as paper, since nothing measures a
 * place again before it prints.
 */
class DrawingSize {
  printing: boolean = $state(false);

  /** Pixels of the screen that a pixel of a picture takes, where its place has so many. */
  scale(measured: number): number {
    if (this.printing || measured === 0) return 1;
    return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  }

  /** Pixels of a picture whose place has so many pixels of the screen. */
  width(measured: number): number {
    return this.printing ? PAPER : measured / this.scale(measured);
  }
}

export const drawingSize: DrawingSize = new DrawingSize();
