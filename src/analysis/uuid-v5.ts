/**
 * A UUID of version 5 (RFC 9562, section 5.5): the same for the same name in
 * the same namespace, everywhere.
 *
 * @param namespace a UUID
 */
export function uuidV5(namespace: string, name: string): string {
  const space = namespace.replaceAll("-", "").match(/../g) ?? [];
  const bytes = [...space.map((pair) => Number.parseInt(pair, 16)), ...new TextEncoder().encode(name)];
  const hash = sha1(Uint8Array.from(bytes)).slice(0, 16);
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** SHA-1 (RFC 3174), which version 5 is made with; not for keeping secrets. 20 bytes. */
function sha1(message: Uint8Array): Uint8Array {
  const blocks = Math.ceil((message.length + 9) / 64);
  const data = new DataView(new ArrayBuffer(blocks * 64));
  message.forEach((byte, i) => {
    data.setUint8(i, byte);
  });
  data.setUint8(message.length, 0x80);
  data.setUint32(blocks * 64 - 4, message.length * 8);
  const state = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const words = new Uint32Array(80);
  for (let block = 0; block < blocks; block++) {
    for (let t = 0; t < 16; t++) words[t] = data.getUint32(block * 64 + t * 4);
    for (let t = 16; t < 80; t++) {
      words[t] = turnLeft(words[t - 3]! ^ words[t - 8]! ^ words[t - 14]! ^ words[t - 16]!, 1);
    }
    mix(state, words);
  }
  const hash = new DataView(new ArrayBuffer(20));
  state.forEach((word, i) => {
    hash.setUint32(i * 4, word);
  });
  return new Uint8Array(hash.buffer);
}

function mix(state: Uint32Array, words: Uint32Array): void {
  let [a, b, c, d, e] = [state[0]!, state[1]!, state[2]!, state[3]!, state[4]!];
  for (let t = 0; t < 80; t++) {
    const round = Math.floor(t / 20);
    const chosen = round === 0 ? (b & c) | (~b & d) : round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
    const constant = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][round]!;
    const next = (turnLeft(a, 5) + chosen + e + constant + words[t]!) >>> 0;
    [e, d, c, b, a] = [d, c, turnLeft(b, 30), a, next];
  }
  [a, b, c, d, e].forEach((word, i) => {
    state[i] = (state[i]! + word) >>> 0;
  });
}

function turnLeft(word: number, bits: number): number {
  return ((word << bits) | (word >>> (32 - bits))) >>> 0;
}
