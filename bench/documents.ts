/**
 * Copied passages against Dolos and plain MinHash in one run: `node bench/documents.ts`. Bids of the test corpus, one of
 * each pair with a planted copy; DOLOS_HOME names a folder with @dodona/dolos-lib installed (npm i --prefix FOLDER @dodona/dolos-lib), without it Dolos is left out.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Exclusion } from '../src/analytics/text/exclusion.ts';
import { normalise } from '../src/analytics/text/normalise.ts';
import { compare } from '../src/analytics/text/passages.ts';
import { sketch } from '../src/analytics/text/sketch.ts';
import { gram, gramHashes, window } from '../src/analytics/text/winnow.ts';
import {
  asIs,
  type Disguise,
  paraphrased,
  reordered,
  scanned,
  technicalBid,
  textOf,
  withCopy,
} from '../test/analytics/corpus/bids.ts';
import { law } from '../test/analytics/corpus/words.ts';
import { signatureOf, similarity } from './min-hash.ts';

const shares = [0.05, 0.1, 0.2, 0.5, 1];
const disguises: Readonly<Record<string, Disguise>> = {
  copied: asIs,
  paraphrased: paraphrased(0.5),
  reordered,
  'scanned 2 %': scanned(0.02),
};

interface Planted {
  readonly how: string;
  readonly share: number;
}

/** Documents 2i and 2i + 1 are a pair with a planted copy; all other pairs are innocent. */
function corpus(): { texts: string[]; planted: Planted[] } {
  const planted = Object.keys(disguises).flatMap(how => shares.map(share => ({ how, share })));
  const texts = planted.flatMap(({ how, share }, i) => {
    const source = technicalBid(`原${i}`);
    return [source, withCopy(`仿${i}`, source, share, disguises[how])].map(textOf);
  });
  return { texts, planted };
}

/** A score of every pair, and the seconds it took for all of them. */
interface Scores {
  readonly name: string;
  readonly of: (i: number, j: number) => number;
  readonly seconds: number;
}

const pairsOf = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    Array.from({ length: count - i - 1 }, (_, k) => [i, i + k + 1] as const),
  ).flat();

function scored<T>(
  name: string,
  texts: string[],
  make: (text: string) => T,
  score: (a: T, b: T) => number,
): Scores {
  const from = performance.now();
  const made = texts.map(make);
  const table = new Map<string, number>();
  for (const [i, j] of pairsOf(texts.length)) {
    const [a, b] = [made[i], made[j]];
    if (a && b) table.set(`${i} ${j}`, score(a, b));
  }
  const seconds = (performance.now() - from) / 1000;
  return { name, seconds, of: (i, j) => table.get(`${i} ${j}`) ?? 0 };
}

const exclusion = new Exclusion().add(law.join('\n'));

const passages = (texts: string[]) =>
  scored(
    'passages',
    texts,
    text => sketch(text, exclusion),
    (a, b) => {
      const { coverageA, coverageB } = compare(a, b);
      return Math.max(coverageA, coverageB);
    },
  );

/** Plain: every n-gram of the text, nothing left out. */
const plainMinHash = (texts: string[]) =>
  scored(
    'plain MinHash',
    texts,
    text => signatureOf({ hashes: gramHashes(normalise(text).codes) }) ?? new Uint32Array(),
    similarity,
  );

interface DolosPair {
  readonly leftFile: { readonly path: string };
  readonly rightFile: { readonly path: string };
  readonly similarity: number;
}

interface DolosModule {
  readonly Dolos: new (
    options: object,
  ) => {
    analyze(files: object[], name: string, ignored: object): Promise<{ allPairs(): DolosPair[] }>;
  };
  readonly File: new (path: string, content: string) => object;
}

async function dolos(texts: string[], name: string, options: object): Promise<Scores | null> {
  const home = process.env.DOLOS_HOME;
  const path = home && join(home, 'node_modules/@dodona/dolos-lib/dist/index.js');
  if (!path || !existsSync(path)) return null;
  const { Dolos, File }: DolosModule = await import(pathToFileURL(path).href);
  const from = performance.now();
  const files = texts.map((text, i) => new File(`${i}`, text));
  const report = await new Dolos({ language: 'char', ...options }).analyze(
    files,
    'bench',
    new File('law', law.join('\n')),
  );
  const table = new Map(
    report.allPairs().map(pair => {
      const [i = 0, j = 0] = [pair.leftFile.path, pair.rightFile.path]
        .map(Number)
        .sort((a, b) => a - b);
      return [`${i} ${j}`, pair.similarity];
    }),
  );
  const seconds = (performance.now() - from) / 1000;
  return { name, seconds, of: (i, j) => table.get(`${i} ${j}`) ?? 0 };
}

const percent = (value: number) => `${(100 * value).toFixed(1)} %`.padStart(8);

function report({ name, of, seconds }: Scores, texts: string[], planted: Planted[]): void {
  const isPlanted = (i: number, j: number) => i % 2 === 0 && j === i + 1;
  const innocent = pairsOf(texts.length).filter(([i, j]) => !isPlanted(i, j));
  const worst = Math.max(...innocent.map(([i, j]) => of(i, j)));
  console.log(
    `\n${name}: ${(texts.length / seconds).toFixed(0)} documents a second, all pairs compared`,
  );
  console.log(
    `  highest innocent pair ${percent(worst)} of ${innocent.length}; scores of planted pairs (* below it: missed at no false match):`,
  );
  console.log(`  ${'planted'.padEnd(12)} ${shares.map(share => percent(share)).join('   ')}`);
  for (const how of Object.keys(disguises)) {
    const cells = planted
      .map((each, i) => ({ ...each, score: of(2 * i, 2 * i + 1) }))
      .filter(each => each.how === how);
    console.log(
      `  ${how.padEnd(12)} ${cells.map(({ score }) => percent(score) + (score > worst ? '  ' : ' *')).join(' ')}`,
    );
  }
  const found = planted.filter((_, i) => of(2 * i, 2 * i + 1) > worst).length;
  const off = planted.map(({ share }, i) => Math.abs(of(2 * i, 2 * i + 1) - share));
  const mean = off.reduce((sum, each) => sum + each, 0) / off.length;
  console.log(
    `  recall at no false match: ${found} of ${planted.length}; score off the planted share by ${percent(mean).trim()} on average`,
  );
}

const { texts, planted } = corpus();
const characters = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
console.log(
  `${texts.length} technical bids of ${characters.toFixed(0)} characters, ${planted.length} pairs with a planted copy`,
);
report(passages(texts), texts, planted);
report(plainMinHash(texts), texts, planted);
const usual = await dolos(texts, 'Dolos, its defaults', {});
const same = await dolos(texts, 'Dolos, our n-gram and window', {
  kgramLength: gram,
  kgramsInWindow: window,
});
for (const scores of [usual, same]) if (scores) report(scores, texts, planted);
if (!usual)
  console.log('\nDolos: DOLOS_HOME does not name a folder with @dodona/dolos-lib; left out');
