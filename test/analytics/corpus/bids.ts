import { seeded } from '../../../src/demo/content/random.ts';
import { law, patterns, type Slot, synonyms, words } from './words.ts';

type Random = ReturnType<typeof seeded>;

/** A technical bid as paragraphs. The same seed gives the same bid on every machine. */
export interface TechnicalBid {
  readonly bidder: string;
  readonly paragraphs: readonly string[];
}

export const textOf = ({ paragraphs }: TechnicalBid): string => paragraphs.join('\n');

function sentence(random: Random): string {
  return random
    .pick(patterns)
    .replace(/\{(\w+)\}/g, (_, slot) => random.pick(words[slot as Slot]))
    .replaceAll('#', () => `${random.int(2, 96)}`);
}

/** `paragraphs` of four sentences, every tenth a quotation of the law, as real bids have them. */
export function technicalBid(bidder: string, paragraphs = 60): TechnicalBid {
  const random = seeded(`bid/${bidder}`);
  const list = Array.from({ length: paragraphs }, (_, i) =>
    i % 10 === 9 ? random.pick(law) : Array.from({ length: 4 }, () => sentence(random)).join(''),
  );
  return { bidder, paragraphs: list };
}

export type Disguise = (text: string, random: Random) => string;

export const asIs: Disguise = text => text;

/** Words replaced by synonyms, each with the given chance. */
export const paraphrased =
  (chance: number): Disguise =>
  (text, random) => {
    const meanings = new Map(synonyms.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]));
    const any = new RegExp([...meanings.keys()].join('|'), 'g');
    return text.replace(any, word =>
      random.int(1, 100) <= chance * 100 ? (meanings.get(word) ?? word) : word,
    );
  };

/** Sentences of a paragraph in another order. */
export const reordered: Disguise = (text, random) => random.shuffle(text.split(/(?<=。)/)).join('');

const misread = new Map(
  [...'未末己已日曰干千人入土士天夭治冶折拆'].flatMap((c, i, all) => {
    const other = all[i % 2 === 0 ? i + 1 : i - 1];
    return other ? [[c, other] as const] : [];
  }),
);

/** A scan: look-alikes confused, characters lost, blanks and full stops misread, at a rate per character. */
export const scanned =
  (rate: number): Disguise =>
  (text, random) =>
    [...text]
      .map(c => {
        const other = misread.get(c);
        if (other && random.int(1, 1000) <= rate * 10_000) return other;
        if (random.int(1, 1000) > rate * 1000) return c;
        return random.pick(['', ' ', c === '。' ? '.' : '口']);
      })
      .join('');

/** A bid of its own in which a share of the paragraphs comes, disguised, from another's. */
export function withCopy(
  bidder: string,
  from: TechnicalBid,
  share: number,
  disguise: Disguise = asIs,
): TechnicalBid {
  const random = seeded(`copy/${bidder}/${share}`);
  const own = technicalBid(bidder, from.paragraphs.length).paragraphs;
  const places = random.shuffle([...own.keys()].filter(i => i % 10 !== 9));
  const copied = new Set(places.slice(0, Math.round(share * places.length)));
  const paragraphs = own.map((paragraph, i) =>
    copied.has(i) ? disguise(from.paragraphs[i] ?? '', random) : paragraph,
  );
  return { bidder, paragraphs };
}
