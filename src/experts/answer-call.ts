import type { z } from 'zod';
import type { listMyCalls as calls, answerCall as contract } from '../../contracts/experts.ts';
import { type Context, must, type Transaction, transact } from '../platform/command.ts';
import { Lot, Project } from '../tender/entities.ts';
import { depart } from './depart.ts';
import { CommitteeSeat, ExpertDraw } from './entities.ts';
import { lockLot } from './lot.ts';
import { isComplete, requireMayAnswer, seatActor } from './rules/committee.ts';

type Answer = z.output<typeof contract.body>;

/** Accepts a call, or declines it with a reason: then the next of the sequence is called. */
export async function answerCall(ctx: Context, id: string, answer: Answer) {
  const mine = { lot: id, person: ctx.actor.person, leftAt: null };
  const seatId = must(await ctx.em.findOne(CommitteeSeat, mine), 'call').id;
  const sealed = { ...ctx, actor: seatActor(ctx.actor, seatId) };
  await transact(sealed, async tx => {
    const { lot } = await lockLot(tx, id);
    const seat = must(await tx.em.findOne(CommitteeSeat, mine), 'call');
    const draw = must(await tx.em.findOne(ExpertDraw, { lot: id }), 'draw');
    requireMayAnswer(lot.state, seat.reply, answer);
    seat.reply = answer.accept ? 'accepted' : 'declined';
    seat.answeredAt = await tx.now();
    const cause = answer.accept ? null : (answer.cause ?? 'unavailable');
    const data = { number: seat.number, accept: answer.accept, cause };
    await tx.record({ type: 'experts.answered', subject: id, data });
    if (answer.accept) await completeWhenAll(tx, lot, draw);
    else
      await depart(
        sealed,
        tx,
        { lot, draw, seat },
        `${causeText[cause ?? 'unavailable']}：${answer.reason}`,
      );
  });
  return { done: true as const };
}

const causeText = { conflict: '回避', unavailable: '不能参加' };

/** Notes that the committee stands, once its last member has accepted. */
export async function completeWhenAll(tx: Transaction, lot: Lot, draw: ExpertDraw): Promise<void> {
  await tx.em.flush();
  const seats = await tx.em.find(CommitteeSeat, { lot: lot.id, leftAt: null });
  if (draw.state !== 'drawn' || !isComplete(draw.criteria, seats)) return;
  draw.state = 'complete';
  await tx.record({ type: 'experts.complete', subject: lot.id, data: { members: seats.length } });
}

/** The evaluations that the caller was called to, newest first. */
export async function listMyCalls(ctx: Context): Promise<z.input<typeof calls.reply>> {
  const seats = await ctx.em.find(
    CommitteeSeat,
    { person: ctx.actor.person },
    { orderBy: { askedAt: 'desc' }, limit: 100 },
  );
  const lots = await ctx.em.find(Lot, { id: { $in: seats.map(s => s.lot) } });
  const projects = await ctx.em.find(Project, { id: { $in: lots.map(l => l.project.id) } });
  const rows = seats.flatMap(seat => {
    const lot = lots.find(l => l.id === seat.lot);
    const project = projects.find(p => p.id === lot?.project.id);
    const from = project?.content.schedule?.evaluationFrom;
    if (!lot || !project || !from) return [];
    const { code, name } = project;
    const left = seat.leftAt !== null;
    return [
      {
        lot: lot.id,
        code,
        title: `${name} ${lot.title}`,
        city: seat.city,
        from,
        reply: left ? ('declined' as const) : seat.reply,
        number: seat.number,
      },
    ];
  });
  return { rows };
}
