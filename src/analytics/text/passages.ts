import { originalBetween, type Span } from './normalise.ts';
import type { Sketch } from './sketch.ts';

/** One stretch that two documents share, place against place. */
export interface Passage {
  readonly a: Span;
  readonly b: Span;
  /** Characters of the stretch that are equal in both and quoted from nowhere. */
  readonly equal: number;
}

export interface Comparison {
  readonly passages: readonly Passage[];
  /** Share of each document's own characters that stand in a passage, 0 to 1. */
  readonly coverageA: number;
  readonly coverageB: number;
}

/** An exact match in folded characters. */
interface Block {
  readonly a: number;
  readonly b: number;
  readonly length: number;
}

/** A fingerprint with more pairs of places than this is a heading or a form, and would pair everything. */
const tooMany = 64;
/** Blocks this near in both documents are one passage: a changed word, a misread character. */
const gap = 14;
/** Own characters that a passage must have: shorter ones are idiom. */
const least = 16;

/** The exact match around a seed, as far as it goes both ways; length 0 where the hashes met by chance. */
function extend(x: Uint32Array, y: Uint32Array, i: number, j: number): Block {
  let [from, to] = [0, 0];
  while (i + to < x.length && j + to < y.length && x[i + to] === y[j + to]) to++;
  if (to === 0) return { a: i, b: j, length: 0 };
  while (i + from > 0 && j + from > 0 && x[i + from - 1] === y[j + from - 1]) from--;
  return { a: i + from, b: j + from, length: to - from };
}

/** Places in both with a common fingerprint, in the order of the first document. */
function* seeds(a: Sketch, b: Sketch): Generator<readonly [number, number]> {
  for (const [place, hash] of a.own.hashes.entries()) {
    const others = b.places.get(hash);
    if (!others || others.length * (a.places.get(hash)?.length ?? 1) > tooMany) continue;
    for (const j of others) yield [a.own.at[place] ?? 0, j];
  }
}

/** Every maximal exact match that holds a common fingerprint, each once. */
function blocks(a: Sketch, b: Sketch): Block[] {
  /** How far each diagonal has been matched: a later seed within that stretch is the same match. */
  const reached = new Map<number, number>();
  const found: Block[] = [];
  for (const [i, j] of seeds(a, b)) {
    if (i < (reached.get(i - j) ?? 0)) continue;
    const block = extend(a.text.codes, b.text.codes, i, j);
    reached.set(i - j, Math.max(i + 1, block.a + block.length));
    if (block.length > 0) found.push(block);
  }
  return found;
}

/** Blocks that follow one another closely in both documents, joined. */
function chains(found: Block[]): Block[][] {
  const ordered = found.toSorted((x, y) => x.a - y.a || x.b - y.b);
  const open: Block[][] = [];
  const done: Block[][] = [];
  for (const block of ordered) {
    while (open[0] && endOf(open[0]).a + gap < block.a) done.push(...open.splice(0, 1));
    const before = open.find(chain => follows(endOf(chain), block));
    if (before) before.push(block);
    else open.push([block]);
    open.sort((x, y) => endOf(x).a - endOf(y).a);
  }
  return [...done, ...open];
}

function endOf(chain: readonly Block[]): { a: number; b: number } {
  const { a, b, length } = chain.at(-1) ?? { a: 0, b: 0, length: 0 };
  return { a: a + length, b: b + length };
}

const follows = (end: { a: number; b: number }, next: Block): boolean =>
  next.a >= end.a - 2 && next.a - end.a <= gap && next.b >= end.b - 2 && next.b - end.b <= gap;

function mark(marks: Uint8Array, from: number, to: number): void {
  marks.fill(1, from, to);
}

/** Share of own characters that are marked. */
function share(marks: Uint8Array, { quoted, ownLength }: Sketch): number {
  let covered = 0;
  for (const [i, on] of marks.entries()) if (on && !quoted[i]) covered++;
  return ownLength === 0 ? 0 : covered / ownLength;
}

const ownIn = ({ quoted }: Sketch, { a, length }: Block): number => {
  let own = 0;
  for (let i = a; i < a + length; i++) own += quoted[i] ? 0 : 1;
  return own;
};

/**
 * What two documents have in common beyond what both quote: passages with their places in both originals, longest
 * first, and how much of each document they cover. A copied passage is a clue; a shared consultant, a template bought
 * by both or a common source explains it too.
 */
export function compare(a: Sketch, b: Sketch): Comparison {
  const marksA = new Uint8Array(a.text.codes.length);
  const marksB = new Uint8Array(b.text.codes.length);
  const passages: Passage[] = [];
  for (const chain of chains(blocks(a, b))) {
    const equal = chain.reduce((sum, block) => sum + ownIn(a, block), 0);
    const [first] = chain;
    if (!first || equal < least) continue;
    const end = endOf(chain);
    mark(marksA, first.a, end.a);
    mark(marksB, first.b, end.b);
    passages.push({
      a: originalBetween(a.text, first.a, end.a),
      b: originalBetween(b.text, first.b, end.b),
      equal,
    });
  }
  passages.sort((x, y) => y.equal - x.equal || x.a.from - y.a.from);
  return { passages, coverageA: share(marksA, a), coverageB: share(marksB, b) };
}
