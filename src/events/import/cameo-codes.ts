/**
 * A CAMEO code with those above it, the special first: `1831` → `1831`, `183`,
 * `18`. Undefined where it is none: two to four digits, the first two from 01
 * to 20.
 */
export function cameoCodes(text: string): readonly string[] | undefined {
  if (!/^(0[1-9]|1\d|20)\d{0,2}$/.test(text)) return undefined;
  const codes: string[] = [];
  for (let length = text.length; length >= 2; length--) codes.push(text.slice(0, length));
  return codes;
}
