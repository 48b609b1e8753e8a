import { CommitteeSeat } from '../experts/entities.ts';
import { move } from '../kernel/move.ts';
import { type Context, transact } from '../platform/command.ts';
import { lockRoom, type Room, say } from './desk.ts';
import { Evaluation, EvaluationMember, ReportSignature } from './entities.ts';
import { withoutMember } from './rules/leader.ts';
import { withoutFindings } from './rules/questions.ts';
import { stageMoves } from './rules/stages.ts';

/** Opens the room of a committee that has become complete. */
export function conveneRoom(ctx: Context, lot: string): Promise<void> {
  return transact(ctx, async tx => {
    await tx.em.execute('select 1 from lot where id = ? for update', [lot]);
    if (await tx.em.findOne(Evaluation, { lot })) return;
    const seats = await tx.em.find(
      CommitteeSeat,
      { lot, leftAt: null, reply: 'accepted' },
      { orderBy: { number: 1 } },
    );
    tx.em.create(Evaluation, {
      lot,
      stage: 'waiting',
      leader: null,
      leaderVotes: [],
      dueAt: null,
      timeAsks: [],
      extensions: [],
      bids: [],
      outcomes: [],
      competition: null,
      checks: [],
      questions: [],
      reopened: [],
      replaced: [],
      startedAt: null,
      report: null,
      reportSha256: null,
      finishedAt: null,
    });
    for (const seat of seats) tx.em.create(EvaluationMember, memberOf(seat));
    await tx.record({
      type: 'evaluation.convened',
      subject: lot,
      room: `evaluation:${lot}`,
      data: {
        lot,
        members: seats.map(({ number, city, discipline }) => ({ number, city, discipline })),
      },
    });
  });
}

const memberOf = ({ id, lot, number, city, discipline }: CommitteeSeat) => ({
  id,
  lot,
  number,
  city,
  discipline,
  venue: null,
  checkedInAt: null,
  leftAt: null,
});

/** Brings a room in line with its committee where a member was replaced. */
export function renewRoom(ctx: Context, lot: string): Promise<void> {
  return transact(ctx, async tx => {
    const room = await lockRoom(tx, lot);
    const seats = await tx.em.find(CommitteeSeat, { lot });
    for (const member of room.members) {
      const seat = seats.find(s => s.id === member.id);
      if (seat?.leftAt) await leave(room, member, seat.reason);
    }
    const seated = seats.filter(s => !s.leftAt && s.reply === 'accepted');
    for (const seat of seated) await join(room, seat);
  });
}

/**
 * A replaced member's conclusions are void (B48), and with them everything concluded from them: the reviews begin again,
 * the others' locked sheets standing, until the new member has done its own.
 */
async function leave(room: Room, member: EvaluationMember, reason: string): Promise<void> {
  const { evaluation, tx, lot } = room;
  const now = await tx.now();
  member.leftAt = now;
  const entry = { number: member.number, reason, at: now.toISOString() };
  const held = { leader: evaluation.leader ?? null, votes: evaluation.leaderVotes };
  const { leader, votes } = withoutMember(held, member.number);
  Object.assign(evaluation, {
    leader,
    leaderVotes: votes,
    timeAsks: evaluation.timeAsks.filter(a => a.number !== member.number),
    replaced: [...evaluation.replaced, entry],
    outcomes: [],
    competition: null,
    checks: evaluation.checks.filter(c => c.handled !== ''),
    questions: withoutFindings(evaluation.questions, member.number),
    report: null,
    reportSha256: null,
  });
  if (evaluation.stage !== 'waiting' && evaluation.stage !== 'qualification')
    evaluation.stage = move(stageMoves, evaluation.stage, 'qualification');
  await tx.em.nativeDelete(ReportSignature, { lot: lot.id });
  await say(room, 'evaluation.member-left', { number: member.number, reason });
}

async function join(room: Room, seat: CommitteeSeat): Promise<void> {
  const { tx } = room;
  if (await tx.em.findOne(EvaluationMember, { id: seat.id })) return;
  tx.em.create(EvaluationMember, memberOf(seat));
  const { number, city, discipline } = seat;
  await say(room, 'evaluation.member-joined', { number, city, discipline });
}
