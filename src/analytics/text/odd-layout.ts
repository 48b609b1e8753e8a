/** A slip of the keyboard that spell-checkers pass over and readers do not see, with the words around it. */
export interface Oddity {
  readonly kind: keyof typeof kinds;
  readonly around: string;
  readonly at: number;
}

const kinds = {
  'doubled-mark': /([。，、；：！？])\1+/g,
  'mixed-marks': /[，、；：][。，、；：]/g,
  'half-width-mark': /(?<=\p{Script=Han})[,;:?!](?=\p{Script=Han})/gu,
  'blank-inside': /(?<=\p{Script=Han})[ \u00a0\t]+(?=\p{Script=Han})/gu,
  'full-width-figure': /[０-９Ａ-Ｚａ-ｚ]+/g,
  'unclosed-bracket': /（[^（）()\n]{0,40}\)|\([^（）()\n]{0,40}）/g,
  'invisible-character': /[\u200b-\u200f\u2060\ufeff\u00ad]+/g,
} as const;

/** Letters and digits next to a place, whatever blanks and marks stand between. */
function near(text: string, from: number, to: number): string {
  const letters = /[^\p{L}\p{N}]/gu;
  const before = text
    .slice(Math.max(0, from - 12), from)
    .replace(letters, '')
    .slice(-4);
  const after = text
    .slice(to, to + 12)
    .replace(letters, '')
    .slice(0, 4);
  return `${before}|${after}`;
}

export const oddities = (text: string): Oddity[] =>
  Object.entries(kinds).flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
      kind: kind as Oddity['kind'],
      around: near(text, index, index + found.length),
      at: index,
    })),
  );

export interface SharedOddity extends Omit<Oddity, 'at'> {
  readonly atA: number;
  readonly atB: number;
}

/**
 * The same oddity at the same words in both, and not in the tender. Innocent: the tender's own slip, copied with its
 * text; text taken from a common standard in the same electronic edition.
 */
export function sharedOddities(a: string, b: string, tender: string): SharedOddity[] {
  const key = ({ kind, around }: Oddity) => `${kind} ${around}`;
  const given = new Set(oddities(tender).map(key));
  const inB = new Map(oddities(b).map(each => [key(each), each.at]));
  const found = new Map<string, SharedOddity>();
  for (const each of oddities(a)) {
    const atB = inB.get(key(each));
    if (atB === undefined || given.has(key(each)) || found.has(key(each))) continue;
    found.set(key(each), { kind: each.kind, around: each.around, atA: each.at, atB });
  }
  return [...found.values()];
}
