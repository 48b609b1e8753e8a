import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import type { readTimeline as contract } from '../../contracts/supervision.ts';
import type { Words } from '../../contracts/words.ts';
import { Bid } from '../bidding/entities.ts';
import { viewEvaluationEvent } from '../evaluation/rules/view.ts';
import { hex } from '../kernel/bytes.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { Hall, SealedBid } from '../opening/entities.ts';
import { emptyHall, reduceHall } from '../opening/reducer.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { Event } from '../platform/ledger/entities.ts';
import { Person } from '../registry/entities.ts';
import { Lot, Project } from '../tender/entities.ts';
import { leafHash } from '../transparency/hash.ts';
import { leafEntry } from '../transparency/leaf.ts';
import { lineOf, shownTypes } from './event-words.ts';

const rowsPerPage = 200;
type Reply = z.input<typeof contract.reply>;

/** What of a project is public enough for a timeline, and how its bids are called. */
interface Scope {
  readonly em: EntityManager;
  readonly lots: readonly Lot[];
  /** Ids of project, lots, and the bids of lots that have been closed with at least three. */
  readonly subjects: readonly string[];
  readonly bidders: ReadonlyMap<string, string>;
}

/**
 * The record of one project in order, two hundred rows at a time, in words. What is sealed is not in it: events of a bid
 * appear when the close has made them public, and never when the lot was not opened (C21, B44). The look is on record.
 */
export async function readTimeline(ctx: Context, id: string, after?: string): Promise<Reply> {
  const em = ctx.em.fork();
  const project = must(await em.findOne(Project, { id, publishedAt: { $ne: null } }), 'project');
  await transact(ctx, tx =>
    tx.record({ type: 'supervision.looked', subject: id, data: { project: id } }),
  );
  const scope = await scopeOf(em, project);
  const found = await em.find(
    Event,
    { subject: { $in: [...scope.subjects] }, ...typed, ...(after ? later(after) : {}) },
    { orderBy: { at: 1, id: 1 }, limit: rowsPerPage + 1 },
  );
  const events = found.slice(0, rowsPerPage);
  const actors = await namesOf(em, events);
  const hall = await hallLines(em, scope, events);
  const rows = events.flatMap(event => {
    const text = hall.get(event.id) ?? said(event, scope);
    return text === null ? [] : [row(event, actors(event), text)];
  });
  const last = events.at(-1);
  return { rows, next: found.length > rowsPerPage && last ? cursorOf(last) : null };
}

const typed = { $or: [{ type: { $in: [...shownTypes] } }, { type: { $like: 'opening.%' } }] };

async function scopeOf(em: EntityManager, project: Project): Promise<Scope> {
  const lots = await em.find(Lot, { project: project.id }, { orderBy: { position: 1 } });
  const ids = lots.map(l => l.id);
  const opened = await em.find(Hall, { lot: { $in: ids }, stage: { $nin: ['waiting', 'failed'] } });
  const open = { $in: opened.map(h => h.lot) };
  const sealed = await em.find(SealedBid, { lot: open });
  const bids = await em.find(
    Bid,
    { lot: open, organisation: { $in: sealed.map(s => s.organisation) } },
    { fields: ['id', 'organisation', 'lot'] },
  );
  const name = (b: { lot: string; organisation: string }) =>
    sealed.find(s => s.lot === b.lot && s.organisation === b.organisation)?.bidder ?? '投标人';
  return {
    em,
    lots,
    subjects: [project.id, ...ids, ...bids.map(b => b.id)],
    bidders: new Map(bids.map(b => [b.id, name(b)])),
  };
}

const aBidder: Words = { zh: '投标人', en: 'A bidder' };
const same = (name: string): Words => ({ zh: name, en: name });

function said(event: Event, { bidders, lots }: Scope): Words | null {
  const shown = JSON.parse(event.text) as {
    id: string;
    type: string;
    at: string;
    data: Record<string, unknown>;
  };
  const view = event.room?.startsWith('evaluation:')
    ? viewEvaluationEvent(shown, { kind: 'supervisor' })
    : shown;
  if (!view) return null;
  const line = lineOf(event.type, view.data, {
    bidder: bid => {
      const name = bidders.get(String(bid));
      return name === undefined ? aBidder : same(name);
    },
  });
  return line && inLot(event.subject, lots, line);
}

/** Only where a project has several lots does a line need to say which. */
function inLot(subject: string, lots: readonly Lot[], { zh, en }: Words): Words {
  const lot = lots.length > 1 ? lots.find(l => l.id === subject) : undefined;
  return lot ? { zh: `${lot.title}：${zh}`, en: `${lot.title}: ${en}` } : { zh, en };
}

/** What happened in the hall, by the hall's own reducer over the whole of its record. */
async function hallLines(em: EntityManager, { lots }: Scope, page: readonly Event[]) {
  const lines = new Map<string, Words>();
  const wanted = new Set(page.filter(e => e.type.startsWith('opening.')).map(e => e.subject));
  for (const lot of lots.filter(l => wanted.has(l.id))) {
    const order = { orderBy: { roomSeq: 1 } } as const;
    const events = await em.find(Event, { room: `opening:${lot.id}` }, order);
    events.reduce((before, event) => {
      const next = reduceHall(before, JSON.parse(event.text));
      const line = next.log.length > before.log.length ? next.log.at(-1) : undefined;
      if (line) lines.set(event.id, inLot(lot.id, lots, line.text));
      return next;
    }, emptyHall);
  }
  return lines;
}

const aMember: Words = { zh: '评标委员会成员', en: 'A member of the committee' };

/** Who acted, as far as that is public: an expert is its seat, a person the organisation it acts for. */
async function namesOf(em: EntityManager, events: readonly Event[]) {
  const ids = [...new Set(events.map(e => e.actor))].filter(id => /^[0-9a-f-]{36}$/.test(id));
  const people = await em.find(Person, { id: { $in: ids } }, { populate: ['organisation'] });
  return ({ actor }: Event): Words => {
    if (actor === 'platform') return { zh: '平台', en: 'Platform' };
    if (actor.startsWith('seat:')) return aMember;
    const person = people.find(p => p.id === actor);
    if (!person || person.roles.includes('expert')) return aMember;
    return same(person.organisation ? `${person.organisation.name} ${person.name}` : person.name);
  };
}

const entryOf = (event: Event) => leafEntry(event.type, new Uint8Array(event.blind), event.text);

const row = (event: Event, actor: Words, text: Words): Reply['rows'][number] => ({
  id: event.id,
  at: event.at.toISOString(),
  type: event.type,
  subject: event.subject,
  actor,
  text,
  leafIndex: event.leafIndex ?? null,
  leafHash: hex(leafHash(entryOf(event))),
});

const cursorOf = ({ at, id }: Event) => Buffer.from(`${at.getTime()} ${id}`).toString('base64url');

function later(cursor: string) {
  const found = /^(\d{1,16}) ([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString());
  const [, ms, id] = found ?? [];
  if (!ms || !id)
    throw new RuleError('MALFORMED', {
      zh: '翻页位置不对，请回到第一页。',
      en: 'The page position is not valid. Go back to the first page.',
    });
  const at = new Date(Number(ms));
  return { $and: [{ $or: [{ at: { $gt: at } }, { at, id: { $gt: id } }] }] };
}
