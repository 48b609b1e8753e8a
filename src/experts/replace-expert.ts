import type { DrawView } from '../../contracts/experts.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { Session } from '../registry/entities.ts';
import { depart } from './depart.ts';
import { CommitteeSeat, ExpertDraw } from './entities.ts';
import { lockLot } from './lot.ts';
import { readDraw } from './read-draw.ts';
import { requireMayReplace } from './rules/committee.ts';

/** Takes a member off its seat (B48) and calls the next; its sessions end at once, its open rooms with them. */
export async function replaceExpert(
  ctx: Context,
  id: string,
  number: number,
  reason: string,
): Promise<DrawView> {
  await transact(ctx, async tx => {
    const { lot } = await lockLot(tx, id);
    requireMayReplace(lot.state);
    const seat = must(
      await tx.em.findOne(CommitteeSeat, { lot: id, number, leftAt: null }),
      'seat',
    );
    const draw = must(await tx.em.findOne(ExpertDraw, { lot: id }), 'draw');
    seat.reply = 'declined';
    const data = { number, reason };
    await tx.record({ type: 'experts.replaced', subject: id, data });
    await tx.em.nativeUpdate(
      Session,
      { person: seat.person, endedAt: null },
      { endedAt: new Date() },
    );
    await depart(ctx, tx, { lot, draw, seat }, `更换：${reason}`);
  });
  return readDraw(ctx, id);
}
