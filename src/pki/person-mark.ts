import { scrypt } from '@noble/hashes/scrypt.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, fromHex, hex, lengthPrefixed, utf8 } from '../kernel/bytes.ts';
import { RuleError } from '../kernel/rule-error.ts';

/**
 * All cities use the same salt and cost, so that they come to the same mark. 64 MiB and a quarter of a second for one
 * try: whoever has a mark would need centuries of computing for all identity numbers that there can be. Whoever knows
 * birthday and place already needs minutes: that is why a mark is never shown, and leaves a city only as a tag.
 */
const salt = utf8('kaibiao/person-mark/1');
const cost = { N: 2 ** 16, r: 8, p: 1, dkLen: 32 };

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Whether 18 characters are a citizen's identity number, by its check character (GB 11643-1999). */
function isIdNumber(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false;
  const sum = weights.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  return '10X98765432'[sum % 11] === text[17];
}

/** The mark by which registers recognise a person without keeping the identity number: scrypt, 32 bytes in hex. */
export function personMark(idNumber: string): string {
  const number = idNumber.trim().toUpperCase();
  if (!isIdNumber(number))
    throw new RuleError(
      'MALFORMED',
      {
        zh: '身份证号码不对：请对照证件核对 18 位号码。',
        en: 'The identity number is not valid: check its 18 characters against the card.',
      },
      {
        reason: 'id-number',
      },
    );
  return hex(scrypt(utf8(number), salt, cost));
}

/**
 * A mark as one published listing carries it: who holds the mark recognises it, and two listings do not show that they
 * are about the same person.
 */
export const personTag = (mark: string, listing: string): string =>
  hex(sha256(concat(lengthPrefixed('kaibiao/person-tag'), lengthPrefixed(listing), fromHex(mark))));
