/** SHA-256 of ASCII text in base64, for the page's own content security policy: the pure layers have no crypto. FIPS 180-4, section 6.2. */

/** The digest of `text` in base64. Throws on a character beyond ASCII. */
export function sha256Base64(text: string): string {
  const state = firstPrimes(8).map((prime) => fraction(Math.sqrt(prime)));
  const constants = firstPrimes(64).map((prime) => fraction(Math.cbrt(prime)));
  const words = padded(text);
  for (let block = 0; block < words.length; block += 16) compress(state, constants, words.slice(block, block + 16));
  return base64(state.flatMap((word) => [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255]));
}

/** The first 32 bits of the fractional part. */
function fraction(root: number): number {
  return Math.floor((root % 1) * 2 ** 32) | 0;
}

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}

/** The text as big-endian words with a one bit, zeros and its length in bits behind it. */
function padded(text: string): readonly number[] {
  const words = new Array<number>(Math.ceil((text.length + 9) / 64) * 16).fill(0);
  for (let i = 0; i <= text.length; i++) {
    const code = i === text.length ? 0x80 : text.charCodeAt(i);
    if (i < text.length && code > 0x7f) throw new Error(`not ASCII: character ${i}`);
    words[i >> 2] = (words[i >> 2] ?? 0) | (code << (24 - (i % 4) * 8));
  }
  words[words.length - 1] = text.length * 8;
  return words;
}

function turn(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function compress(state: number[], constants: readonly number[], block: readonly number[]): void {
  const w = [...block];
  for (let i = 16; i < 64; i++) {
    const [x = 0, y = 0] = [w[i - 15], w[i - 2]];
    const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
    const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
    w[i] = ((w[i - 16] ?? 0) + s0 + (w[i - 7] ?? 0) + s1) | 0;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (constants[i] ?? 0) + (w[i] ?? 0)) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [a, b, c, d, e, f, g, h] = [(t1 + t2) | 0, a, b, c, (d + t1) | 0, e, f, g];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] = ((state[i] ?? 0) + word) | 0;
  });
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(bytes: readonly number[]): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(i, i + 3);
    const bits = (a << 16) | (b << 8) | c;
    const digits = [18, 12, 6, 0].map((shift) => DIGITS.charAt((bits >> shift) & 63));
    text += digits.slice(0, bytes.length - i + 1).join('') + '='.repeat(Math.max(0, 2 - (bytes.length - i - 1)));
  }
  return text;
}
