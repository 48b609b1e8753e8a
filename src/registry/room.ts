import { DemoClock } from '../platform/clock.ts';
import { defineRoom } from '../platform/rooms/room.ts';
import { clockReducer, clockRoomName } from './reducer.ts';

/** `clock:city`: tells the pages of a demo city that its clock has jumped. A real city has no such clock and no such room. */
export const clockRoom = defineRoom({
  name: 'clock',
  async authorize(ctx, id): Promise<object | null> {
    const moves = `clock:${id}` === clockRoomName && (await ctx.em.fork().count(DemoClock)) > 0;
    return moves ? {} : null;
  },
  view: event => event,
  reducer: clockReducer,
});
