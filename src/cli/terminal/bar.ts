const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar of up to `width` columns, to an eighth of a column; what is above 0 is never invisible. */
export function bar(share: number, width: number): string {
  const cells = Math.round(Math.max(0, Math.min(1, share)) * width * 8);
  const visible = share > 0 ? Math.max(1, cells) : cells;
  return "█".repeat(Math.floor(visible / 8)) + eighths[visible % 8]!;
}
