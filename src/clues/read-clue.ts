import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import type { Clue as Described } from '../../contracts/clues/clue.ts';
import type {
  ClueText,
  Purpose,
  readClueText as textContract,
} from '../../contracts/clues/desk.ts';
import { SealedBid } from '../opening/entities.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { Event } from '../platform/ledger/entities.ts';
import { Person } from '../registry/entities.ts';
import { Lot } from '../tender/entities.ts';
import { Clue, TextMatch } from './entities.ts';
import { PastMatch } from './history/entities.ts';
import { presentRows } from './list-clues.ts';
import { actWords } from './rules/acts.ts';

type Why = z.output<typeof Purpose>;

/** Every look at what a clue rests on is on record with its purpose, before anything is shown. */
export async function recordLook(ctx: Context, clue: Clue, purpose: Why, what: string) {
  const data = { number: clue.number, purpose, what };
  await transact(ctx, tx => tx.record({ type: 'clues.looked', subject: clue.id, data }));
}

export async function readClue(ctx: Context, id: string, purpose: Why): Promise<Described> {
  const em = ctx.em.fork();
  const clue = must(await em.findOne(Clue, { id }), 'clue');
  await recordLook(ctx, clue, purpose, 'clue');
  const [row] = await presentRows(em, [clue], await ctx.clock.now(em));
  const lot = clue.lot ? await em.findOneOrFail(Lot, { id: clue.lot }) : null;
  return {
    ...must(row, 'clue'),
    version: clue.version,
    base: baseOf(clue),
    reasons: clue.reasons,
    links: clue.links,
    bids: await bidsOf(em, clue),
    ceiling: lot?.rules.ceiling ?? null,
    parties: clue.parties,
    series: clue.series,
    texts: await textsOf(em, clue),
    past: await pastOf(em, clue),
    history: await historyOf(em, clue),
    verdict: clue.verdict ?? null,
    sanctionCase: clue.sanctionCase ?? null,
  };
}

/** What the score started from when it was made, whatever the base rate is by now. */
const baseOf = ({ score, reasons }: Clue): number =>
  reasons.reduce((left, { logOdds }) => left - logOdds, Math.log(score / (1 - score)));

async function bidsOf(em: EntityManager, { lot, bids, parties }: Clue): Promise<Described['bids']> {
  if (!lot)
    return parties.map(({ number, name }) => ({ number, name, amount: null, inClue: true }));
  const sealed = await em.find(SealedBid, { lot }, { orderBy: { number: 'asc' } });
  return sealed.map(({ number, bidder: name, opened }) => ({
    ...{ number, name, amount: opened?.price ?? null },
    inClue: bids.includes(number),
  }));
}

async function textsOf(em: EntityManager, { lot, bids }: Clue): Promise<Described['texts']> {
  if (!lot) return [];
  const matches = await em.find(TextMatch, { lot });
  return matches
    .filter(({ a, b }) => bids.includes(a) && bids.includes(b))
    .map(({ id, a, b, fileA, fileB, coverageA, coverageB, passages }) => ({
      ...{ id, a, b, fileA, fileB, coverageA, coverageB },
      passages: passages.length,
      errors: passages.reduce((sum, passage) => sum + passage.errors.length, 0),
    }));
}

async function pastOf(em: EntityManager, { lot, bids }: Clue): Promise<Described['past']> {
  if (!lot) return [];
  const matches = await em.find(PastMatch, { lot, bid: { $in: bids } });
  return matches.map(({ id, bid, file, pastTitle, pastBidder, pastFile, passages, ...shares }) => ({
    ...{ id, bid, file, title: pastTitle, bidder: pastBidder, pastFile },
    ...{ coverage: shares.coverage, pastCoverage: shares.pastCoverage, passages: passages.length },
  }));
}

async function historyOf(em: EntityManager, clue: Clue): Promise<Described['history']> {
  const events = await em.find(Event, { subject: clue.id }, { orderBy: { at: 1, id: 1 } });
  const ids = events.map(event => event.actor).filter(actor => actor.includes('-'));
  const people = await em.find(Person, { id: { $in: ids } });
  return events.flatMap(({ type, at, actor, text }) => {
    const words = actWords(type, (JSON.parse(text) as { data: Record<string, unknown> }).data);
    const by = people.find(person => person.id === actor)?.name ?? null;
    return words ? [{ at: at.toISOString(), by, words }] : [];
  });
}

/** Two bids' texts side by side around what they share. */
export async function readClueText(
  ctx: Context,
  { clue: id, text }: z.output<typeof textContract.params>,
  purpose: Why,
): Promise<ClueText> {
  const em = ctx.em.fork();
  const clue = must(await em.findOne(Clue, { id }), 'clue');
  const lot = must(clue.lot, 'comparison');
  const own = await em.findOne(TextMatch, { id: text, lot });
  const past = own ? null : await em.findOne(PastMatch, { id: text, lot });
  const match = must(own ?? past, 'comparison');
  await recordLook(ctx, clue, purpose, 'text');
  const bids = await em.find(SealedBid, { lot });
  const side = (number: number, file: string) => ({
    ...{ number, file },
    name: bids.find(bid => bid.number === number)?.bidder ?? '',
  });
  const sides = past
    ? { a: side(past.bid, past.file), b: pastSide(past) }
    : { a: side(own?.a ?? 0, own?.fileA ?? ''), b: side(own?.b ?? 0, own?.fileB ?? '') };
  return {
    ...sides,
    passages: match.passages.map(({ a, b, errors }) => ({ a, b, errors: [...errors] })),
  };
}

const pastSide = ({ pastBid, pastFile, pastBidder, pastTitle }: PastMatch): ClueText['b'] => ({
  ...{ number: pastBid, file: pastFile, name: `${pastBidder} · ${pastTitle}` },
});
