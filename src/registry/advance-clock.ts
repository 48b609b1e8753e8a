import { type Context, transact } from '../platform/command.ts';
import { clockRoomName } from './reducer.ts';

/** Demo mode only: puts the city's clock forward and tells every open page at once, through the room of the clock. */
export async function advanceClock(ctx: Context, toward: Date): Promise<{ now: string }> {
  return transact(ctx, async tx => {
    await ctx.clock.advance(tx.em, toward);
    const now = (await tx.now()).toISOString();
    const event = { type: 'demo.clock-advanced', subject: clockRoomName, room: clockRoomName };
    await tx.record({ ...event, data: { now } });
    return { now };
  });
}
