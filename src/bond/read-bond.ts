import type { z } from 'zod';
import type { listBondLots, listPayments as listContract, MyBond } from '../../contracts/bond.ts';
import { formatYuan } from '../kernel/money.ts';
import { type Context, must } from '../platform/command.ts';
import { Organisation } from '../registry/entities.ts';
import { Lot, Project } from '../tender/entities.ts';
import { asksBond } from '../tender/rules/bond-terms.ts';
import { BondPayment } from './entities.ts';
import { presentPayment } from './present.ts';
import { bondOf, bondReduced, hasArrived } from './rules.ts';

const inOrder = { orderBy: { at: 'asc', id: 'asc' } } as const;

/** The caller's own bond in a lot: nobody else's is in the answer, nor how many there are (C21). */
export async function readMyBond(ctx: Context, id: string): Promise<MyBond> {
  const em = ctx.em.fork();
  const organisation = must(ctx.actor.organisation, 'ownOrganisation');
  const { rules, project } = must(await em.findOne(Lot, { id }), 'lot');
  const { creditRelief } = rules.bondTerms;
  const credit = creditRelief ? await ctx.creditFor(em, organisation, project.id) : null;
  const asked = bondOf(rules, credit?.band ?? null);
  const { basicAccount } = await em.findOneOrFail(Organisation, { id: organisation });
  const payments = await em.find(BondPayment, { lot: id, organisation }, inOrder);
  return {
    lot: id,
    asked: formatYuan(asked),
    full: rules.bond,
    credit: credit && { ...credit, reduced: bondReduced(rules, credit.band) },
    terms: rules.bondTerms,
    validityDays: rules.validityDays,
    basicAccount: basicAccount ?? null,
    arrived: hasArrived(asked, payments),
    payments: payments.map(presentPayment),
  };
}

/** Lots that ask for a bond, those with something due back first. */
export async function readBondLots(ctx: Context): Promise<z.input<typeof listBondLots.reply>> {
  const em = ctx.em.fork();
  const now = await ctx.clock.now(em);
  const lots = await em.find(Lot, {}, { populate: ['project'], orderBy: { deadline: 'desc' } });
  const open = await em.find(BondPayment, { refundCause: { $ne: null }, returnedAt: null });
  const rows = lots
    .filter(lot => asksBond(lot.rules))
    .map(lot => {
      const due = open.filter(p => p.lot === lot.id);
      const { code, name } = lot.project as Project;
      return {
        lot: lot.id,
        code,
        title: `${name}（${lot.title}）`,
        asked: lot.rules.bond,
        deadline: lot.deadline.toISOString(),
        due: due.length,
        overdue: due.filter(p => p.refundDueAt && p.refundDueAt <= now).length,
      };
    });
  return { rows: rows.sort((a, b) => b.overdue - a.overdue || b.due - a.due) };
}

/** Every payment of a lot with its payer, for the centre's finance alone. */
export async function listPayments(
  ctx: Context,
  id: string,
): Promise<z.input<typeof listContract.reply>> {
  const em = ctx.em.fork();
  const lot = must(await em.findOne(Lot, { id }), 'lot');
  const project = await em.findOneOrFail(Project, { id: lot.project.id });
  const payments = await em.find(BondPayment, { lot: id }, inOrder);
  const ids = payments.flatMap(p => p.organisation ?? []);
  const units = await em.find(Organisation, { id: { $in: ids } });
  return {
    asked: lot.rules.bond,
    title: `${project.name}（${lot.title}）`,
    terms: lot.rules.bondTerms,
    rows: payments.map(p => ({
      ...presentPayment(p),
      organisation: p.organisation ?? null,
      bidder: units.find(u => u.id === p.organisation)?.name ?? null,
    })),
  };
}
