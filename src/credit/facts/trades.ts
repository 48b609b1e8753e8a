import type { EntityManager } from '@mikro-orm/postgresql';
import type { CreditFact } from '../../../contracts/credit.ts';
import { lotTitle } from '../../bidding/rules/lot.ts';
import { Organisation } from '../../registry/entities.ts';
import { fromAwards } from './awards.ts';
import type { FactOf } from './fact-of.ts';
import { fromOpenings } from './openings.ts';
import type { Proved } from './proved.ts';

interface ProvedLot {
  readonly id: string;
  readonly title: string;
  readonly project: string;
  readonly code: string;
  readonly name: string;
}

/** What trades prove, from the opening on: before it nobody learns from here who has bid (C21). */
export async function tradeFacts(em: EntityManager, codes: readonly string[]): Promise<FactOf[]> {
  const units = await em.find(Organisation, { code: { $in: [...codes] } });
  if (units.length === 0) return [];
  const codeOf = new Map(units.map(({ id, code }) => [id, code]));
  const ids = [...codeOf.keys()];
  const proved = [...(await fromOpenings(em, ids)), ...(await fromAwards(em, ids))];
  if (proved.length === 0) return [];
  const lots = await lotsOf(em, proved);
  const events = await eventsOf(em, proved);
  return proved.flatMap((one): FactOf[] => {
    const lot = lots.get(one.lot);
    const code = codeOf.get(one.organisation);
    return lot && code ? [{ code, fact: factOf(one, lot, events) }] : [];
  });
}

async function lotsOf(em: EntityManager, proved: readonly Proved[]) {
  const rows = await em.execute<ProvedLot[]>(
    `select l.id, l.title, p.id as project, p.code, p.name
     from lot l join project p on p.id = l.project_id where l.id in (?)`,
    [proved.map(one => one.lot)],
  );
  return new Map(rows.map(lot => [lot.id, lot]));
}

const says = {
  'bid-revoked': { zh: '开标记录', en: 'Opening record' },
  'bond-kept': { zh: '保证金不予退还', en: 'Bond forfeited' },
  'contract-signed': { zh: '合同登记', en: 'Recorded contract' },
  'award-declined': { zh: '中标无效的决定', en: 'Decision that the award is void' },
} as const;

function factOf(one: Proved, lot: ProvedLot, events: Events): CreditFact {
  const { kind, lot: id, at, round, fell } = one;
  const title = lotTitle(lot, lot);
  const on = at.toISOString();
  const from = fell?.toISOString();
  return {
    id: `${kind}:${id}${round > 1 ? `:${round}` : ''}`,
    kind,
    // Refusing, and losing the bond for it, is one act.
    matter: kind === 'contract-signed' ? `contract:${id}:${round}` : `bid:${id}`,
    source: {
      title: { zh: `${says[kind].zh}：${title}`, en: `${says[kind].en}: ${title}` },
      reference: lot.code,
      event: eventOf(one, events),
      ...{ href: `/projects/${lot.project}`, sha256: null },
    },
    ...{ on, publishedAt: on, until: null },
    pauses: from ? [{ from, until: null, cause: 'revoked' }] : [],
  };
}

interface Seen {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly at: Date | string;
}
/** By type and lot, in the order of time. */
type Events = ReadonlyMap<string, readonly Seen[]>;

/** The newest event of its type by then: a lot that was awarded twice has two of some. */
function eventOf({ lot, type, at }: Proved, events: Events): string | null {
  const own = events.get(`${type} ${lot}`) ?? [];
  return own.findLast(event => new Date(event.at) <= at)?.id ?? null;
}

async function eventsOf(em: EntityManager, proved: readonly Proved[]): Promise<Events> {
  const rows = await em.execute<Seen[]>(
    `select id, type, subject, at from event where subject in (?) and type in (?) order by at, id`,
    [proved.map(one => one.lot), [...new Set(proved.map(one => one.type))]],
  );
  return Map.groupBy(rows, ({ type, subject }) => `${type} ${subject}`);
}
