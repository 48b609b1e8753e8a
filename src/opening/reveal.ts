import { LockMode } from '@mikro-orm/core';
import { Bid, BidRevocation } from '../bidding/entities.ts';
import type { CreditStanding } from '../kernel/credit-standing.ts';
import { move } from '../kernel/move.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, type Transaction, transact } from '../platform/command.ts';
import type { DueWork } from '../platform/due.ts';
import { eachAlone } from '../platform/each-alone.ts';
import { Lot } from '../tender/entities.ts';
import { seedOf } from '../tender/rules/draw-source.ts';
import { drawPriceParameters } from '../tender/rules/price-draw.ts';
import { drawSeed } from '../tender/rules/secrets.ts';
import { recordReduced, settleBonds, standingsOf, withBond } from './bonds.ts';
import { say } from './close-lot.ts';
import { Hall, OpenedEnvelope, ReleasedInner, SealedBid } from './entities.ts';
import { lockHall } from './hall.ts';
import { effective, hallMoves, isRevealDue } from './rules.ts';
import { committeeOf, judgeReleased, judgeUnreleased, type Verdict } from './verdict.ts';

/** Reveals every lot all of whose bids are released, or whose window has ended. */
export const revealLots: DueWork = {
  name: 'reveal lots',
  everyMs: 500,
  async run(ctx) {
    const halls = await ctx.em.fork().find(Hall, { stage: 'releasing' });
    await eachAlone(halls, hall => revealLot(ctx, hall.lot));
  },
};

/**
 * Opens all released bids of a lot and records their values together, in one event: nobody sees a price before
 * everybody does. The opening itself is done before the transaction, from what no longer changes.
 */
export async function revealLot(ctx: Context, id: string): Promise<void> {
  const em = ctx.em.fork();
  const hall = await em.findOneOrFail(Hall, { lot: id });
  const lot = await em.findOneOrFail(Lot, { id });
  const bids = await em.find(SealedBid, { lot: id }, { orderBy: { number: 'asc' } });
  if (lot.state !== 'opening' || !isDue(hall, bids, await ctx.clock.now(em))) return;
  const standings = await standingsOf({ ...ctx, em }, lot, bids);
  const verdicts = await judge({ ...ctx, em }, lot, bids, standings);
  const drawn = await drawParameters(ctx, lot, hall.root);
  await transact(ctx, async tx => {
    const { state } = await tx.em.findOneOrFail(
      Lot,
      { id },
      { lockMode: LockMode.PESSIMISTIC_READ },
    );
    const held = await lockHall(tx.em, id);
    const now = await tx.now();
    const current = await tx.em.find(SealedBid, { lot: id }, { orderBy: { number: 'asc' } });
    // A release that came in between was judged as missing: the next turn judges it again.
    if (state !== 'opening' || !isDue(held, current, now) || changed(bids, current)) return;
    held.stage = move(hallMoves, held.stage, 'reading');
    held.revealedAt = now;
    keep(tx, current, verdicts, now);
    await settleBonds(tx, current, now);
    await recordReduced(tx, lot, standings);
    const fates = verdicts.map(verdict => verdict.fate);
    const facts = { bids: fates, effective: effective(fates), drawn };
    await say(tx, id, 'opening.revealed', facts);
  });
}

/** Parameters of the price formula that the rules leave to the opening: drawn and read out with the prices. */
async function drawParameters({ vault }: Context, lot: Lot, beacon: string) {
  const seed = seedOf(await vault.get(drawSeed(lot.id)), lot);
  return drawPriceParameters(lot.rules.price, { seed, beacon, lot: lot.id });
}

function isDue(hall: Hall, bids: readonly SealedBid[], now: Date): boolean {
  const waiting = bids.filter(bid => !bid.releasedAt).length;
  return isRevealDue({ ...hall, windowEndsAt: hall.windowEndsAt ?? null }, waiting, now);
}

const changed = (before: readonly SealedBid[], after: readonly SealedBid[]): boolean =>
  before.some((bid, i) => Boolean(bid.releasedAt) !== Boolean(after[i]?.releasedAt));

async function judge(
  ctx: Context,
  lot: Lot,
  sealed: readonly SealedBid[],
  standings: ReadonlyMap<string, CreditStanding>,
): Promise<readonly Verdict[]> {
  const committee = await committeeOf(ctx, lot);
  const verdicts: Verdict[] = [];
  for (const one of sealed) {
    const bid = await ctx.em.findOneOrFail(Bid, { id: one.bid });
    const rows = await ctx.em.find(ReleasedInner, { bid: one.bid });
    const inners = new Map(rows.map(row => [row.envelope, new Uint8Array(row.inner)]));
    const verdict = one.releasedAt
      ? await judgeReleased(ctx, lot.rules, committee, { bid, inners })
      : await judgeUnreleased(ctx, bid, one);
    const checked = await withCertificate(ctx, bid, verdict);
    const fate = await withBond(ctx.em, lot, one, checked.fate, standings);
    verdicts.push({ ...checked, fate });
  }
  return verdicts;
}

/** A certificate whose revocation could not be learnt at the submission is checked again before the bid counts. */
async function withCertificate(ctx: Context, bid: Bid, verdict: Verdict): Promise<Verdict> {
  if (bid.certificateStatus === 'valid' || verdict.fate.owner !== null) return verdict;
  try {
    const now = await ctx.clock.now(ctx.em);
    const { ocsp } = await ctx.centre.verify(bid.manifest, bid.receivedAt, undefined, now);
    return { ...verdict, ocsp };
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    const { zh, en } = error.detail;
    const cause = {
      zh: `复查发现签名证书在接收时无效（${zh}）由评标委员会认定`,
      en: `Checked again, the signing certificate was not valid at the submission (${en}) The committee judges`,
    };
    return { ...verdict, fate: { ...verdict.fate, cause, owner: 'bidder' } };
  }
}

function keep(
  tx: Transaction,
  bids: readonly SealedBid[],
  verdicts: readonly Verdict[],
  openedAt: Date,
): void {
  for (const { fate, keys, ocsp } of verdicts) {
    const row = bids.find(bid => bid.bid === fate.bid);
    if (!row) throw new Error(`no sealed bid ${fate.bid}`);
    const { fate: outcome, cause, owner, opened } = fate;
    Object.assign(row, { fate: outcome, cause: cause?.zh ?? null, owner, opened });
    if (ocsp)
      tx.em.create(BidRevocation, { bid: fate.bid, at: openedAt, response: Buffer.from(ocsp) });
    for (const { envelope, content } of keys) {
      const files = content.files.map(({ name, bytes }) => ({ name, bytes }));
      const [key, salt] = [Buffer.from(content.key), Buffer.from(content.salt)];
      tx.em.create(OpenedEnvelope, { bid: fate.bid, envelope, key, salt, files, openedAt });
    }
  }
}
