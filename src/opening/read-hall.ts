import type { HallHead, Hall as HallReply } from '../../contracts/opening.ts';
import { lotTitle } from '../bidding/rules/lot.ts';
import type { Context } from '../platform/command.ts';
import { Event } from '../platform/ledger/entities.ts';
import { roomOf } from './close-lot.ts';
import { HallSignIn } from './entities.ts';
import { enter, newestBid, type Place } from './hall.ts';
import { emptyHall, type HallViewer, reduceHall, viewHallEvent } from './reducer.ts';

/** The hall as the caller may see it, and the number of events that made it. */
export async function readHall(
  ctx: Context,
  lot: string,
): Promise<{ head: HallHead; hall: HallReply; seq: number }> {
  const place = await enter(ctx, lot);
  const { hall, seq } = await replay(ctx, lot, viewerOf(ctx));
  return { head: await headOf(ctx, place), hall, seq };
}

/** What the caller is in the hall: a bidder as its organisation, the centre and the supervisor as staff. */
export function viewerOf({ actor }: Pick<Context, 'actor'>): HallViewer {
  const staff = actor.roles.some(role => role === 'operator' || role === 'supervisor');
  return { organisation: staff ? null : actor.organisation, staff };
}

/** The same reducer as in the browser, over the record of the room. */
export async function replay(
  ctx: Pick<Context, 'em'>,
  lot: string,
  viewer: HallViewer,
): Promise<{ hall: HallReply; seq: number }> {
  const order = { orderBy: { roomSeq: 'asc' } } as const;
  const events = await ctx.em.find(Event, { room: roomOf(lot) }, order);
  const shown = events.map(({ text }) => viewHallEvent(JSON.parse(text), viewer));
  return { hall: shown.reduce(reduceHall, emptyHall), seq: events.length };
}

async function headOf(ctx: Context, { lot, project, hall, own }: Place): Promise<HallHead> {
  const sealed = hall !== null && hall.stage !== 'failed';
  const mine = sealed ? (own?.bid ?? null) : await currentBid(ctx, lot.id);
  return {
    lot: lot.id,
    project: project.id,
    code: project.code,
    title: lotTitle(project, lot),
    tenderer: project.tendererName,
    city: project.city,
    deadline: lot.deadline.toISOString(),
    ceiling: lot.rules.ceiling,
    releaseWindowMinutes: lot.rules.releaseWindowMinutes,
    rules: { version: lot.rules.version, sha256: lot.rulesSha256 },
    committee: {
      ...{ keySha256: lot.committeeKeySha256, k: lot.committeeK, n: lot.committeeN },
      trustees: [ctx.centre.name],
    },
    mine,
    signedInAt: await signedInAt(ctx, lot.id, own?.signedInAt ?? null),
  };
}

async function currentBid({ em, actor }: Context, lot: string): Promise<string | null> {
  const { organisation } = actor;
  if (!organisation) return null;
  const newest = await newestBid(em, lot, organisation);
  return newest?.kind === 'submitted' ? newest.id : null;
}

async function signedInAt({ em, actor }: Context, lot: string, known: Date | null) {
  const { organisation } = actor;
  if (known || !organisation) return known?.toISOString() ?? null;
  const early = await em.findOne(HallSignIn, { lot, organisation });
  return early?.at.toISOString() ?? null;
}
