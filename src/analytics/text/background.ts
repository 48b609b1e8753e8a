import { normalise } from './normalise.ts';

/** Two characters before and two after: what a writer who spells rightly would put between them is known. */
const side = 2;

/** Which characters stand in each context, and in how many documents. */
export type Middles = ReadonlyMap<string, number>;

export const tokens = /[a-z0-9][a-z0-9.@_-]{4,}/g;

/** Numbers, names of files, addresses, certificate numbers: runs of five and more Latin letters and digits. */
export const tokensOf = (text: string): Set<string> =>
  new Set(text.normalize('NFKC').toLowerCase().match(tokens) ?? []);

/**
 * How common each spelling and each token is among documents of independent authors: the other bids of the lot, the
 * history, the tender. Counted once a document, so that a habit of one author is not a custom.
 */
export class Background {
  readonly #contexts = new Map<string, Map<string, number>>();
  readonly #tokens = new Map<string, number>();
  #documents = 0;

  add(original: string): this {
    return this.#count(original, 1);
  }

  /** Takes out a text that was added: what two rivals are measured against has neither of them. */
  drop(original: string): this {
    return this.#count(original, -1);
  }

  #count(original: string, by: 1 | -1): this {
    this.#documents += by;
    const seen = new Set<string>();
    for (const { context, middle } of contextsOf(original)) {
      if (seen.has(context + middle)) continue;
      seen.add(context + middle);
      const middles = this.#contexts.get(context) ?? new Map<string, number>();
      this.#contexts.set(context, middles.set(middle, (middles.get(middle) ?? 0) + by));
    }
    for (const token of tokensOf(original))
      this.#tokens.set(token, (this.#tokens.get(token) ?? 0) + by);
    return this;
  }

  get documents(): number {
    return this.#documents;
  }

  middles(context: string): Middles {
    return this.#contexts.get(context) ?? new Map();
  }

  documentsWith(token: string): number {
    return this.#tokens.get(token) ?? 0;
  }

  /** How telling it is that two rivals share what so many documents have: −ln of its share, counted cautiously. */
  strength(documents: number): number {
    return -Math.log((documents + 1) / (this.#documents + 2));
  }
}

export interface Place {
  readonly context: string;
  readonly middle: string;
  /** Of the middle character, in the original. */
  readonly at: number;
}

/** Every character of a text with the two before and after it, blanks and punctuation passed over. */
export function* contextsOf(original: string): Generator<Place> {
  const { codes, starts } = normalise(original);
  for (let i = side; i + side < codes.length; i++) {
    const before = String.fromCodePoint(...codes.subarray(i - side, i));
    const after = String.fromCodePoint(...codes.subarray(i + 1, i + 1 + side));
    const middle = String.fromCodePoint(codes[i] ?? 0);
    yield { context: `${before}_${after}`, middle, at: starts[i] ?? 0 };
  }
}
