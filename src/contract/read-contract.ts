import { AwardNotice } from '../../contracts/award-notices.ts';
import type { ContractView, Duty } from '../../contracts/contract.ts';
import type { Words } from '../../contracts/words.ts';
import { Award, AwardCandidate } from '../award/entities.ts';
import { chinaCalendar, dayOf } from '../kernel/calendar.ts';
import { formatYuan } from '../kernel/money.ts';
import { barText } from '../kernel/sanction-bar.ts';
import { isHost } from '../opening/rules.ts';
import { type Context, must } from '../platform/command.ts';
import { Lot, Project } from '../tender/entities.ts';
import { LotContract } from './entities.ts';
import { askedBond, barredAct, colourOf, contractDue, reportDue } from './rules/contract.ts';

/** The contract, for everybody; the duties only for those who have them and for the supervisor. */
export async function readContract(ctx: Context, id: string): Promise<ContractView> {
  const em = ctx.em.fork();
  const lot = must(await em.findOne(Lot, { id }), 'lot');
  const project = await em.findOneOrFail(Project, { id: lot.project.id });
  const award = await em.findOne(Award, { lot: id });
  const held = await em.findOne(LotContract, { lot: id });
  const { tenderer, agency = null } = project;
  const { actor } = ctx;
  const shows =
    isHost({ tenderer, agency }, actor.organisation) || actor.roles.includes('supervisor');
  const awardedAt = award?.awardedAt ?? null;
  const winner = award?.awardText ? AwardNotice.parse(JSON.parse(award.awardText)).winner : null;
  const terms = held?.terms ?? null;
  return {
    lot: id,
    asked: formatYuan(winner ? askedBond(lot.rules, winner.amount) : 0n),
    industry: lot.rules.industry,
    contract:
      terms && held?.recordedAt && awardedAt
        ? {
            ...terms,
            recordedAt: held.recordedAt.toISOString(),
            late:
              terms.signedOn > dayOf(new Date(contractDue(awardedAt, chinaCalendar).getTime() - 1)),
          }
        : null,
    reportedAt: held?.reportedAt?.toISOString() ?? null,
    barred: shows && winner && !terms ? await barredOf(ctx, id, winner.rank) : null,
    duties: awardedAt && shows ? dutiesOf(awardedAt, held, await ctx.clock.now(em)) : [],
  };
}

async function barredOf(ctx: Context, lot: string, rank: number): Promise<Words | null> {
  const em = ctx.em.fork();
  const { organisation } = await em.findOneOrFail(AwardCandidate, { lot, rank });
  const bar = await ctx.barOn(em, { organisation }, await ctx.clock.now(em));
  if (!bar) return null;
  const why = barText(bar);
  return { zh: `${barredAct.zh}。${why.zh}`, en: `${barredAct.en}. ${why.en}` };
}

function dutiesOf(awardedAt: Date, held: LotContract | null, now: Date): Duty[] {
  const duty = (name: Duty['name'], article: Words, dueAt: Date, doneAt: Date | null): Duty => ({
    name,
    article,
    dueAt: dueAt.toISOString(),
    doneAt: doneAt?.toISOString() ?? null,
    colour: colourOf(dueAt, doneAt !== null, now),
  });
  const [contract, report] = [
    contractDue(awardedAt, chinaCalendar),
    reportDue(awardedAt, chinaCalendar),
  ];
  return [
    duty(
      'report',
      { zh: '招标投标法第四十七条', en: 'Bidding Law, art. 47' },
      report,
      held?.reportedAt ?? null,
    ),
    duty(
      'contract',
      { zh: '招标投标法第四十六条', en: 'Bidding Law, art. 46' },
      contract,
      held?.recordedAt ?? null,
    ),
  ];
}
