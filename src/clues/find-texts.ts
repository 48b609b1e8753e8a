import { buffer } from 'node:stream/consumers';
import { v7 } from 'uuid';
import { readDocumentText } from '../analytics/documents/read-document.ts';
import { UnreadableDocument } from '../analytics/documents/zip.ts';
import { Background } from '../analytics/text/background.ts';
import { Exclusion } from '../analytics/text/exclusion.ts';
import { type Comparison, compare } from '../analytics/text/passages.ts';
import { type SharedError, sharedErrors } from '../analytics/text/shared-errors.ts';
import { type Sketch, sketch } from '../analytics/text/sketch.ts';
import { type Context, transact } from '../platform/command.ts';
import { TenderDocument } from '../tender/entities.ts';
import { type Excerpt, type Passage, TextMatch } from './entities.ts';
import { openedFiles } from './intake/bid-files.ts';
import type { LotBid, LotUnderScrutiny } from './intake/lot-bids.ts';
import type { Tie } from './rules/group.ts';
import { textTies } from './rules/text-ties.ts';

interface Text {
  readonly number: number;
  readonly file: string;
  readonly sketch: Sketch;
}

const largestFile = 64 * 1024 * 1024;
/** Shorter texts are forms. */
const shortestText = 200;
const shownPassages = 60;
const around = 60;
/** For more bids than this a pair is told from all others at once: counting anew for each pair would take too long. */
const fewBids = 8;

/** Compares the texts of all opened files of rivals, two by two, without what the tender itself says. */
export async function findTexts(
  ctx: Context,
  { lot, project, bids }: LotUnderScrutiny,
): Promise<Tie[]> {
  const tender = await tenderTexts(ctx, project.id);
  const exclusion = new Exclusion();
  for (const text of tender) exclusion.add(text);
  const texts: Text[] = [];
  for (const bid of bids) texts.push(...(await textsOf(ctx, bid, exclusion)));
  const matches = rivals(texts).flatMap(([a, b]) => {
    const comparison = compare(a.sketch, b.sketch);
    const few = bids.length <= fewBids;
    if (!few && comparison.passages.length === 0) return [];
    const others = texts.filter(t => !few || (t.number !== a.number && t.number !== b.number));
    const background = new Background();
    for (const text of [...tender, ...others.map(t => t.sketch.text.original)])
      background.add(text);
    const errors = sharedErrors(a.sketch.text.original, b.sketch.text.original, background);
    if (comparison.passages.length === 0 && errors.length === 0) return [];
    return [{ a, b, comparison, errors }];
  });
  await keep(ctx, lot.id, matches);
  return textTies(
    matches.map(({ a, b, comparison: { coverageA, coverageB }, errors }) => ({
      ...{ a: a.number, b: b.number, coverageA, coverageB, errors },
    })),
  );
}

async function textsOf(ctx: Context, bid: LotBid, exclusion: Exclusion): Promise<Text[]> {
  const texts: Text[] = [];
  for (const file of await openedFiles(ctx, bid)) {
    if (file.bytes > largestFile || !/\.(pdf|docx|txt)$/i.test(file.name)) continue;
    const text = await readable(file.name, () => file.read());
    if (text.length < shortestText) continue;
    texts.push({ number: bid.number, file: file.name, sketch: sketch(text, exclusion) });
  }
  return texts;
}

/** A file that cannot be read has no text; the others are compared all the same. */
async function readable(name: string, read: () => Promise<Uint8Array>): Promise<string> {
  try {
    return await readDocumentText(await read(), name);
  } catch (error) {
    if (error instanceof UnreadableDocument) return '';
    throw error;
  }
}

async function tenderTexts(ctx: Context, project: string): Promise<string[]> {
  const documents = await ctx.em.fork().find(TenderDocument, { project });
  const small = documents.filter(d => d.bytes <= largestFile);
  const texts: string[] = [];
  for (const { name, sha256 } of small)
    texts.push(await readable(name, () => buffer(ctx.storage.open(sha256))));
  return texts.filter(text => text !== '');
}

const rivals = (texts: readonly Text[]): [Text, Text][] =>
  texts.flatMap((a, i) =>
    texts.slice(i + 1).flatMap((b): [Text, Text][] => (a.number === b.number ? [] : [[a, b]])),
  );

interface Match {
  readonly a: Text;
  readonly b: Text;
  readonly comparison: Comparison;
  readonly errors: readonly SharedError[];
}

async function keep(ctx: Context, lot: string, matches: readonly Match[]): Promise<void> {
  await transact(ctx, async ({ em }) => {
    await em.nativeDelete(TextMatch, { lot });
    for (const match of matches) {
      const { a, b, comparison } = match;
      em.create(TextMatch, {
        ...{ id: v7(), lot, a: a.number, b: b.number, fileA: a.file, fileB: b.file },
        ...{ coverageA: comparison.coverageA, coverageB: comparison.coverageB },
        passages: shown(match),
      });
    }
  });
}

/** The longest passages, and the rare errors that stand in none of them as places of their own. */
function shown({ a, b, comparison, errors }: Match): Passage[] {
  const [textA, textB] = [a.sketch.text.original, b.sketch.text.original];
  const passages = comparison.passages.slice(0, shownPassages).map(passage => ({
    a: excerpt(textA, passage.a.from, passage.a.to),
    b: excerpt(textB, passage.b.from, passage.b.to),
    errors: errors
      .filter(({ atA }) => atA >= passage.a.from && atA < passage.a.to)
      .map(({ context, wrote }) => context.replace('_', wrote)),
  }));
  const inside = ({ atA }: SharedError) =>
    comparison.passages.some(({ a: span }) => atA >= span.from && atA < span.to);
  const alone = errors.filter(error => !inside(error)).slice(0, shownPassages);
  return [
    ...passages,
    ...alone.map(({ atA, atB, context, wrote }) => ({
      a: excerpt(textA, Math.max(0, atA - 2), atA + 3),
      b: excerpt(textB, Math.max(0, atB - 2), atB + 3),
      errors: [context.replace('_', wrote)],
    })),
  ];
}

const excerpt = (text: string, from: number, to: number): Excerpt => ({
  before: text.slice(Math.max(0, from - around), from),
  text: text.slice(from, to),
  after: text.slice(to, to + around),
});
