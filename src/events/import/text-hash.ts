/** A number below 2⁵³ for a text (two rounds of FNV-1a with different starts): enough to tell millions of texts apart. */
export function textHash(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    low = Math.imul(low ^ char, 0x01000193);
    high = Math.imul(high ^ char, 0x01000193);
  }
  return (low >>> 0) + ((high >>> 11) & 0x1fffff) * 0x1_0000_0000;
}
