import type { EntityManager } from '@mikro-orm/postgresql';
import { AwardNotice } from '../../../contracts/award-notices.ts';
import type { CreditFact } from '../../../contracts/credit.ts';
import { Award, AwardCandidate } from '../../award/entities.ts';
import { lotTitle } from '../../bidding/rules.ts';
import { BondPayment } from '../../bond/entities.ts';
import { LotContract } from '../../contract/entities.ts';
import { Hall, SealedBid } from '../../opening/entities.ts';
import { Event } from '../../platform/ledger/entities.ts';
import { Organisation } from '../../registry/entities.ts';
import { Lot } from '../../tender/entities.ts';
import type { FactOf } from './fact-of.ts';

/** Something that a lot proves of an organisation. */
interface Proved {
  readonly kind: 'bid-revoked' | 'bond-kept' | 'contract-signed';
  readonly lot: string;
  readonly organisation: string;
  readonly at: Date;
}

/** What trades prove, from the opening on: before it nobody learns from here who has bid (C21). */
export async function tradeFacts(em: EntityManager, codes: readonly string[]): Promise<FactOf[]> {
  const units = await em.find(Organisation, { code: { $in: [...codes] } });
  const ids = units.map(({ id }) => id);
  const proved = [...(await fromOpenings(em, ids)), ...(await fromContracts(em, ids))];
  if (proved.length === 0) return [];
  const lots = await em.find(
    Lot,
    { id: { $in: proved.map(p => p.lot) } },
    { populate: ['project'] },
  );
  const events = await eventsOf(em, proved);
  return proved.flatMap((one): FactOf[] => {
    const [lot, unit] = [
      lots.find(l => l.id === one.lot),
      units.find(u => u.id === one.organisation),
    ];
    return lot && unit ? [{ code: unit.code, fact: factOf(one, lot, events) }] : [];
  });
}

const says = {
  'bid-revoked': { zh: '开标记录', en: 'Opening record' },
  'bond-kept': { zh: '开标记录，保证金不予退还', en: 'Opening record, bond forfeited' },
  'contract-signed': { zh: '合同登记', en: 'Recorded contract' },
} as const;

type Seen = Pick<Event, 'id' | 'type' | 'subject'>;

function factOf({ kind, lot: id, at }: Proved, lot: Lot, events: readonly Seen[]): CreditFact {
  const title = lotTitle(lot.project, lot);
  const type = eventTypes[kind];
  const on = at.toISOString();
  return {
    id: `${kind}:${id}`,
    kind,
    // Both of these are one act: the bid was revoked, and its bond kept for that.
    matter: kind === 'contract-signed' ? `contract:${id}` : `bid:${id}`,
    source: {
      title: { zh: `${says[kind].zh}：${title}`, en: `${says[kind].en}: ${title}` },
      reference: lot.project.code,
      event: events.find(e => e.subject === id && e.type === type)?.id ?? null,
      ...{ href: `/projects/${lot.project.id}`, sha256: null },
    },
    ...{ on, publishedAt: on, until: null, pauses: [] },
  };
}

const eventTypes = {
  'bid-revoked': 'opening.revealed',
  'bond-kept': 'opening.revealed',
  'contract-signed': 'contract.recorded',
} as const;

const eventsOf = (em: EntityManager, proved: readonly Proved[]): Promise<Seen[]> =>
  em.find(
    Event,
    {
      subject: { $in: proved.map(p => p.lot) },
      type: { $in: Object.values(eventTypes) },
    },
    { fields: ['id', 'type', 'subject'] },
  );

async function fromOpenings(em: EntityManager, ids: string[]): Promise<Proved[]> {
  const organisation = { $in: ids };
  const bids = await em.find(SealedBid, { organisation, fate: 'revoked' });
  const bonds = await em.find(BondPayment, { organisation, kept: { $ne: null } });
  const lots = [...bids, ...bonds].map(row => row.lot);
  const halls = await em.find(Hall, { lot: { $in: lots }, revealedAt: { $ne: null } });
  const of = (
    kind: Proved['kind'],
    row: { lot: string; organisation?: string | null | undefined },
  ) => {
    const at = halls.find(hall => hall.lot === row.lot)?.revealedAt;
    return at && row.organisation
      ? [{ kind, lot: row.lot, organisation: row.organisation, at }]
      : [];
  };
  // A bond that came in parts is one bond.
  const kept = new Map(bonds.map(row => [`${row.lot} ${row.organisation}`, row]));
  return [
    ...bids.flatMap(row => of('bid-revoked', row)),
    ...[...kept.values()].flatMap(row => of('bond-kept', row)),
  ];
}

async function fromContracts(em: EntityManager, ids: string[]): Promise<Proved[]> {
  const candidates = await em.find(AwardCandidate, { organisation: { $in: ids }, outReason: null });
  const lot = { $in: candidates.map(c => c.lot) };
  const contracts = await em.find(LotContract, { lot, recordedAt: { $ne: null } });
  const awards = await em.find(Award, { lot: { $in: contracts.map(c => c.lot) } });
  return contracts.flatMap(({ lot: id, recordedAt: at }): Proved[] => {
    const text = awards.find(award => award.lot === id)?.awardText;
    if (!at || !text) return [];
    const { winner } = AwardNotice.parse(JSON.parse(text));
    const won = candidates.find(c => c.lot === id && c.bid === winner.bid);
    if (!won) return [];
    return [{ kind: 'contract-signed', lot: id, organisation: won.organisation, at }];
  });
}
