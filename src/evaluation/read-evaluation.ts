import type { z } from 'zod';
import type { readEvaluation as contract } from '../../contracts/evaluation/room.ts';
import { ShownEvent } from '../../contracts/rooms.ts';
import { lotTitle } from '../bidding/rules/lot.ts';
import { type Context, must } from '../platform/command.ts';
import { Event } from '../platform/ledger/entities.ts';
import { Lot, Project } from '../tender/entities.ts';
import { seatOf } from './desk.ts';
import { EvaluationMember } from './entities.ts';
import { emptyRoom, reduceEvaluation } from './reducer.ts';
import { type EvaluationViewer, viewEvaluationEvent } from './rules/view.ts';

/** What the caller is in the room of a lot; null for bidders, tenderers and everybody else. */
export async function viewerOf(ctx: Context, lot: string): Promise<EvaluationViewer | null> {
  const { roles } = ctx.actor;
  const seat =
    roles.includes('expert') || roles.includes('tenderer') ? await seatOf(ctx, lot) : null;
  if (seat && (await ctx.em.fork().findOne(EvaluationMember, { id: seat.id })))
    return { kind: 'member', number: seat.number, seat: seat.id };
  if (roles.includes('supervisor')) return { kind: 'supervisor' };
  return roles.includes('operator') ? { kind: 'operator' } : null;
}

/** The room as the caller may see it: its recorded events, viewed and folded, as the live stream does it. */
export async function readEvaluation(
  ctx: Context,
  id: string,
): Promise<z.input<typeof contract.reply>> {
  const viewer = must(await viewerOf(ctx, id), 'evaluation');
  const em = ctx.em.fork();
  const lot = must(await em.findOne(Lot, { id }), 'lot');
  const project = must(await em.findOne(Project, { id: lot.project.id }), 'project');
  const events = await em.find(
    Event,
    { room: `evaluation:${id}` },
    { orderBy: { roomSeq: 1 }, fields: ['text'] },
  );
  const shown = events
    .map(({ text }) => viewEvaluationEvent(ShownEvent.parse(JSON.parse(text)), viewer))
    .filter(event => event !== null);
  must(events[0], 'evaluation');
  return {
    head: {
      lot: id,
      code: project.code,
      title: lotTitle(project, lot),
      rules: lot.rules,
      mine: viewer.kind === 'member' ? viewer.number : null,
    },
    room: { ...shown.reduce(reduceEvaluation, emptyRoom), lot: id },
    seq: shown.length,
  };
}
