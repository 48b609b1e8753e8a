import { RuleError } from '../kernel/rule-error.ts';
import { defineRoom } from '../platform/rooms/room.ts';
import { enter } from './hall.ts';
import { viewerOf } from './read-hall.ts';
import { type HallViewer, hallReducer, viewHallEvent } from './reducer.ts';

/** `opening:<lot>`. It tells nobody who is there: before the close even the number of people is secret (C21). */
export const openingRoom = defineRoom({
  name: 'opening',
  async authorize(ctx, lot): Promise<HallViewer | null> {
    try {
      await enter(ctx, lot);
      return viewerOf(ctx);
    } catch (error) {
      if (error instanceof RuleError) return null;
      throw error;
    }
  },
  view: viewHallEvent,
  reducer: hallReducer,
});
