import type { EntityManager } from '@mikro-orm/postgresql';
import type { CreditFact } from '../../../contracts/credit.ts';
import { lotTitle } from '../../bidding/rules.ts';
import { Event } from '../../platform/ledger/entities.ts';
import { Organisation } from '../../registry/entities.ts';
import { Lot } from '../../tender/entities.ts';
import { fromAwards } from './awards.ts';
import type { FactOf } from './fact-of.ts';
import { fromOpenings } from './openings.ts';
import type { Proved } from './proved.ts';

/** What trades prove, from the opening on: before it nobody learns from here who has bid (C21). */
export async function tradeFacts(em: EntityManager, codes: readonly string[]): Promise<FactOf[]> {
  const units = await em.find(Organisation, { code: { $in: [...codes] } });
  const ids = units.map(({ id }) => id);
  const proved = [...(await fromOpenings(em, ids)), ...(await fromAwards(em, ids))];
  if (proved.length === 0) return [];
  const named = { id: { $in: proved.map(p => p.lot) } };
  const lots = await em.find(Lot, named, { populate: ['project'] });
  const events = await eventsOf(em, proved);
  return proved.flatMap((one): FactOf[] => {
    const lot = lots.find(l => l.id === one.lot);
    const unit = units.find(u => u.id === one.organisation);
    return lot && unit ? [{ code: unit.code, fact: factOf(one, lot, events) }] : [];
  });
}

const says = {
  'bid-revoked': { zh: '开标记录', en: 'Opening record' },
  'bond-kept': { zh: '保证金不予退还', en: 'Bond forfeited' },
  'contract-signed': { zh: '合同登记', en: 'Recorded contract' },
  'award-declined': { zh: '中标无效的决定', en: 'Decision that the award is void' },
} as const;

function factOf(one: Proved, lot: Lot, events: readonly Seen[]): CreditFact {
  const { kind, lot: id, at, round, fell } = one;
  const title = lotTitle(lot.project, lot);
  const on = at.toISOString();
  const from = fell?.toISOString();
  return {
    id: `${kind}:${id}${round > 1 ? `:${round}` : ''}`,
    kind,
    // Refusing, and losing the bond for it, is one act.
    matter: kind === 'contract-signed' ? `contract:${id}:${round}` : `bid:${id}`,
    source: {
      title: { zh: `${says[kind].zh}：${title}`, en: `${says[kind].en}: ${title}` },
      reference: lot.project.code,
      event: eventOf(one, events),
      ...{ href: `/projects/${lot.project.id}`, sha256: null },
    },
    ...{ on, publishedAt: on, until: null },
    pauses: from ? [{ from, until: null, cause: 'revoked' }] : [],
  };
}

type Seen = Pick<Event, 'id' | 'type' | 'subject' | 'at'>;

/** The newest event of its type by then: a lot that was awarded twice has two of some. */
function eventOf({ lot, type, at }: Proved, events: readonly Seen[]): string | null {
  const own = events.filter(e => e.subject === lot && e.type === type && e.at <= at);
  return own.at(-1)?.id ?? null;
}

const eventsOf = (em: EntityManager, proved: readonly Proved[]): Promise<Seen[]> =>
  em.find(
    Event,
    {
      subject: { $in: proved.map(p => p.lot) },
      type: { $in: [...new Set(proved.map(p => p.type))] },
    },
    { fields: ['id', 'type', 'subject', 'at'], orderBy: { at: 'asc', id: 'asc' } },
  );
