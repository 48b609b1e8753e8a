import { creditCheckCharacter } from '../registry/rules.ts';

/** Unified social credit codes 统一社会信用代码: GB 32100-2015, and inside them the organisation code of GB 11714-1997. */

const organisationAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** `body` (8 characters) with its check character, modulus 11. */
export function organisationCode(body: string): string {
  const sum = weigh(body, organisationAlphabet, i => organisationWeights[i] ?? 0);
  const check = (11 - (sum % 11)) % 11;
  return body + (check === 10 ? 'X' : String(check));
}

function weigh(text: string, alphabet: string, weight: (i: number) => number): number {
  return [...text].reduce((sum, char, i) => sum + alphabet.indexOf(char) * weight(i), 0);
}

/** `kind`: registering authority and sort of body, "91" a company, "12" a public institution, "11" an organ of state. */
export const creditCode = (kind: '91' | '12' | '11', area: string, body: string): string => {
  const first17 = kind + area + organisationCode(body);
  return first17 + creditCheckCharacter(first17);
};
