import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import type { watchCredit as contract } from '../../contracts/credit-entries.ts';
import { AwardCandidate } from '../award/entities.ts';
import { lotTitle } from '../bidding/rules/lot.ts';
import { bondReduced } from '../bond/rules.ts';
import { finalStates } from '../kernel/move.ts';
import { Hall, SealedBid } from '../opening/entities.ts';
import type { Context } from '../platform/command.ts';
import { Organisation } from '../registry/entities.ts';
import { Lot } from '../tender/entities.ts';
import { lotMoves } from '../tender/rules/lifecycle.ts';
import { creditAt, creditFor } from './credit-at.ts';

type Row = z.input<typeof contract.reply>['rows'][number];

/** Whose credit may matter in a lot, and how. */
interface Suspect {
  readonly lot: Lot;
  readonly organisation: string;
  readonly why: Row['why'];
}

/**
 * Where the published consequences are at work in lots that are not over: candidates to be checked, and bonds that were
 * reduced. Only from the reveal on: until then it would tell who bids (C21).
 */
export async function watchCredit(ctx: Context): Promise<{ rows: Row[] }> {
  const em = ctx.em.fork();
  const now = await ctx.clock.now(em);
  const looked = await suspectsOf(em);
  const ids = looked.map(({ organisation }) => organisation);
  const units = await em.find(Organisation, { id: { $in: ids } });
  const rows: Row[] = [];
  for (const { lot, organisation, why } of looked) {
    const { id, project, rules } = lot;
    const reduced = why === 'bond-reduced';
    const { score, band } = reduced
      ? await creditFor(em, organisation, project.id)
      : await creditAt(em, organisation, now);
    const unit = units.find(u => u.id === organisation);
    if (!unit || !(reduced ? bondReduced(rules, band) : checked.has(band))) continue;
    const { code, name } = unit;
    const title = lotTitle(project, lot);
    rows.push({ lot: id, project: project.id, title, code, name, score, band, why });
  }
  return { rows };
}

/** Bands whose published consequence is that candidates are checked with priority. */
const checked: ReadonlySet<Row['band']> = new Set(['C', 'D']);

async function suspectsOf(em: EntityManager): Promise<Suspect[]> {
  const underWay = { state: { $nin: finalStates(lotMoves) } };
  const live = await em.find(Lot, underWay, { populate: ['project'] });
  const opened = { lot: { $in: live.map(({ id }) => id) }, revealedAt: { $ne: null } };
  const revealed = new Set((await em.find(Hall, opened)).map(hall => hall.lot));
  const lots = live.filter(({ id }) => revealed.has(id));
  const of = { lot: { $in: lots.map(({ id }) => id) } };
  const candidates = await em.find(AwardCandidate, { ...of, outReason: null });
  const bids = await em.find(SealedBid, of);
  return lots.flatMap(lot => {
    const as = (why: Row['why']) => (row: { readonly organisation: string }) => ({
      ...{ lot, why, organisation: row.organisation },
    });
    const own = (row: { readonly lot: string }) => row.lot === lot.id;
    const relief = lot.rules.bondTerms.creditRelief ? bids.filter(own) : [];
    return [
      ...candidates.filter(own).map(as('closer-supervision')),
      ...relief.map(as('bond-reduced')),
    ];
  });
}
