import { v7 } from 'uuid';
import type { ClueReason } from '../../../contracts/clues/clue.ts';
import { Exclusion } from '../../analytics/text/exclusion.ts';
import { type Comparison, compare } from '../../analytics/text/passages.ts';
import { quotedLaw } from '../../analytics/text/quoted-law.ts';
import { sampleOf } from '../../analytics/text/sample.ts';
import { sketch } from '../../analytics/text/sketch.ts';
import { type Context, transact } from '../../platform/command.ts';
import { openedFiles } from '../intake/bid-files.ts';
import { type Contents, largestFile, tenderContents, textsIn } from '../intake/contents.ts';
import { type LotBid, type LotUnderScrutiny, readLotBids } from '../intake/lot-bids.ts';
import { excerpt } from '../rules/excerpt.ts';
import { leastCoverage, pastReason } from '../rules/past-reason.ts';
import { withoutCustom } from '../rules/without-custom.ts';
import { PastMatch } from './entities.ts';
import { type Candidate, findCandidates, keepKeys } from './keys.ts';

const shownPassages = 30;

interface Match {
  readonly bid: number;
  readonly file: string;
  readonly past: Past;
  readonly comparison: Comparison;
  readonly original: string;
}

/** A text of an earlier lot, with what it was told by its own tender. */
interface Past {
  readonly lot: string;
  readonly title: string;
  readonly bid: LotBid;
  readonly file: string;
  readonly text: string;
  readonly given: Contents;
}

/**
 * Compares each text of a lot with all that other firms have handed in before, and keeps it for those to come. What the
 * tenders themselves say, then and now, is nobody's own; nor is what other rivals of the lot write as well: that is a
 * law, a standard, a custom, or is found between them.
 */
export async function findPast(
  ctx: Context,
  { lot, bids }: LotUnderScrutiny,
  given: Contents,
  contents: ReadonlyMap<number, Contents>,
): Promise<ClueReason[]> {
  const matches: Match[] = [];
  for (const bid of bids) {
    const others = [...contents].flatMap(([number, c]) => (number === bid.number ? [] : c.texts));
    const nobodys = [...given.texts, ...others].map(({ text }) => text);
    for (const { file, text } of contents.get(bid.number)?.texts ?? [])
      matches.push(...(await matchesOf(ctx, lot.id, bid, { file, text, given, nobodys })));
  }
  await keep(ctx, lot.id, matches);
  return matches.map(({ bid, past, comparison }) => pastReason(bid, past, comparison));
}

interface Own {
  readonly file: string;
  readonly text: string;
  readonly given: Contents;
  readonly nobodys: readonly string[];
}

async function matchesOf(
  ctx: Context,
  lot: string,
  bid: LotBid,
  { file, text, given, nobodys }: Own,
): Promise<Match[]> {
  const told = excluding(given.texts.map(({ text: said }) => said));
  const { organisation, receivedAt } = bid;
  const sample = sampleOf(sketch(text, told).own);
  const keys = { bid: bid.bid, lot, organisation, file, receivedAt, sample };
  const em = ctx.em.fork();
  const { candidates, common } = await findCandidates(em, keys);
  await em.transactional(tx => keepKeys(tx, keys));
  const matches: Match[] = [];
  for (const candidate of candidates) {
    const past = await readPast(ctx, candidate);
    if (!past) continue;
    const quotes = [...quotedLaw(text), ...quotedLaw(past.text)];
    const pastTender = past.given.texts.map(({ text: said }) => said);
    const exclusion = excluding([...nobodys, ...pastTender, ...quotes]);
    const mine = sketch(text, exclusion);
    const found = compare(mine, sketch(past.text, exclusion));
    const comparison = withoutCustom(mine, found, candidate.keys, common);
    if (comparison.coverageA >= leastCoverage)
      matches.push({ bid: bid.number, file, past, comparison, original: text });
  }
  return matches;
}

function excluding(texts: readonly string[]): Exclusion {
  const exclusion = new Exclusion();
  for (const text of texts) exclusion.add(text);
  return exclusion;
}

/** An earlier text out of its opened envelope; null where it can no longer be read. */
async function readPast(ctx: Context, { bid: id, lot, file }: Candidate): Promise<Past | null> {
  const { title, project, bids } = await readLotBids(ctx, lot);
  const bid = bids.find(one => one.bid === id);
  const stored = bid && (await openedFiles(ctx, bid)).find(one => one.name === file);
  if (!bid || !stored || stored.bytes > largestFile) return null;
  const [read] = await textsIn(file, await stored.read());
  if (!read) return null;
  return { lot, title, bid, file, text: read.text, given: await tenderContents(ctx, project.id) };
}

/** Where in history: lot, bidder, file and the longest passages. */
async function keep(ctx: Context, lot: string, matches: readonly Match[]): Promise<void> {
  await transact(ctx, async ({ em }) => {
    await em.nativeDelete(PastMatch, { lot });
    for (const { bid, file, past, comparison, original } of matches)
      em.create(PastMatch, {
        ...{ id: v7(), lot, bid, file, pastLot: past.lot, pastBid: past.bid.number },
        ...{ pastBidder: past.bid.name, pastTitle: past.title, pastFile: past.file },
        ...{ coverage: comparison.coverageA, pastCoverage: comparison.coverageB },
        passages: comparison.passages.slice(0, shownPassages).map(({ a, b }) => ({
          a: excerpt(original, a.from, a.to),
          b: excerpt(past.text, b.from, b.to),
          errors: [],
        })),
      });
  });
}
