import { createCipheriv } from 'node:crypto';

/** A GCM block as an element of GF(2¹²⁸), first bit highest (SP 800-38D §6.3). */
const element = (block: Uint8Array) => BigInt(`0x${Buffer.from(block).toString('hex')}`);
const block = (value: bigint) => Buffer.from(value.toString(16).padStart(32, '0'), 'hex');

function multiply(a: bigint, b: bigint): bigint {
  let product = 0n;
  let shifted = b;
  for (let bit = 127n; bit >= 0n; bit--) {
    if ((a >> bit) & 1n) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ (0xe1n << 120n) : shifted >> 1n;
  }
  return product;
}

/** 1 in this bit order. */
const one = 1n << 127n;

function power(base: bigint, exponent: bigint): bigint {
  let result = one;
  let square = base;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = multiply(result, square);
    square = multiply(square, square);
  }
  return result;
}

const inverse = (a: bigint) => power(a, (1n << 128n) - 2n);

/** What GCM computes from a key and nonce: the hash key, the mask of the tag and the key stream. */
function gcm(key: Uint8Array, iv: Uint8Array, blocks: number) {
  const ecb = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  const encrypt = (input: Uint8Array) => element(ecb.update(input));
  const counter = (n: number) => Buffer.concat([iv, Buffer.from([0, 0, n >> 8, n & 255])]);
  return {
    h: encrypt(new Uint8Array(16)),
    mask: encrypt(counter(1)),
    stream: Array.from({ length: blocks }, (_, i) => encrypt(counter(i + 2))),
  };
}

/** A tag as a function of the ciphertext: Σ Cᵢ·Hᵐ⁺¹⁻ⁱ ⊕ len·H ⊕ E(J₀). */
function tagOf({ h, mask }: ReturnType<typeof gcm>, ciphertext: readonly bigint[]): bigint {
  const lengths = BigInt(ciphertext.length * 128);
  const hash = [...ciphertext, lengths].reduce((sum, c) => multiply(sum ^ c, h), 0n);
  return hash ^ mask;
}

/**
 * The invisible salamander: ONE ciphertext and tag that AES-256-GCM opens under two keys. The first half of the
 * plaintext is `first` under key one, the second half is `second` under key two; one block of ciphertext is solved
 * for so that both tags agree. Texts are 16 bytes times the same number of blocks.
 */
export function salamander(
  keys: readonly [Uint8Array, Uint8Array],
  iv: Uint8Array,
  first: Uint8Array,
  second: Uint8Array,
): { ciphertext: Uint8Array; tag: Uint8Array } {
  const half = first.length / 16;
  const [one1, two] = keys.map(key => gcm(key, iv, 2 * half + 1));
  if (!one1 || !two) throw new Error('two keys');
  const at = (text: Uint8Array, i: number) => element(text.subarray(16 * i, 16 * i + 16));
  const ciphertext = [
    ...Array.from({ length: half }, (_, i) => at(first, i) ^ (one1.stream[i] ?? 0n)),
    ...Array.from({ length: half }, (_, i) => at(second, i) ^ (two.stream[half + i] ?? 0n)),
    0n,
  ];
  // The last block stands before the length block, so it weighs H² in both tags.
  const difference = tagOf(one1, ciphertext) ^ tagOf(two, ciphertext);
  const weight = power(one1.h, 2n) ^ power(two.h, 2n);
  ciphertext[2 * half] = multiply(difference, inverse(weight));
  return { ciphertext: Buffer.concat(ciphertext.map(block)), tag: block(tagOf(one1, ciphertext)) };
}
