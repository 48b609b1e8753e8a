import type { EntityManager } from '@mikro-orm/postgresql';
import { AwardNotice } from '../../../contracts/award-notices.ts';
import { Award, AwardCandidate, AwardVoiding } from '../../award/entities.ts';
import { voidGrounds } from '../../award/rules/voiding.ts';
import { LotContract } from '../../contract/entities.ts';
import { Event } from '../../platform/ledger/entities.ts';
import type { Proved } from './proved.ts';

const recorded = 'contract.recorded' as const;

/** Contracts of winners, those that fell with their award too; and who won and then declined. */
export async function fromAwards(em: EntityManager, ids: string[]): Promise<Proved[]> {
  const candidates = await em.find(AwardCandidate, { organisation: { $in: ids } });
  const lots = { lot: { $in: candidates.map(c => c.lot) } };
  if (candidates.length === 0) return [];
  return [...(await standing(em, candidates, lots)), ...(await fallen(em, candidates, lots))];
}

type Lots = { readonly lot: { readonly $in: string[] } };

async function standing(em: EntityManager, candidates: readonly AwardCandidate[], lots: Lots) {
  const contracts = await em.find(LotContract, { ...lots, recordedAt: { $ne: null } });
  const awards = await em.find(Award, { lot: { $in: contracts.map(c => c.lot) } });
  return contracts.flatMap(({ lot, recordedAt: at }): Proved[] => {
    const award = awards.find(one => one.lot === lot);
    if (!at || !award?.awardText) return [];
    const { winner } = AwardNotice.parse(JSON.parse(award.awardText));
    const won = candidates.find(c => c.lot === lot && c.bid === winner.bid);
    if (!won) return [];
    const { organisation } = won;
    const { round } = award;
    return [{ kind: 'contract-signed', lot, organisation, at, type: recorded, round, fell: null }];
  });
}

/** A contract that fell had counted until then; declining counts from the decision, by the ground that keeps the bond. */
async function fallen(em: EntityManager, candidates: readonly AwardCandidate[], lots: Lots) {
  const voidings = await em.find(AwardVoiding, { ...lots });
  const subject = { $in: voidings.map(v => v.lot) };
  const events = await em.find(Event, { subject, type: recorded }, { orderBy: { at: 'asc' } });
  return voidings.flatMap(({ lot, number: round, rank, at, ground, contractText }): Proved[] => {
    const struck = candidates.find(c => c.lot === lot && c.rank === rank);
    if (!struck) return [];
    const of = { lot, organisation: struck.organisation, round };
    const signed = contractText && events.findLast(e => e.subject === lot && e.at <= at)?.at;
    const type = 'award.voided' as const;
    return [
      ...(signed
        ? [{ ...of, kind: 'contract-signed' as const, at: signed, type: recorded, fell: at }]
        : []),
      ...(voidGrounds[ground].keepsBond
        ? [{ ...of, kind: 'award-declined' as const, at, type, fell: null }]
        : []),
    ];
  });
}
