import type { Reducer } from '../kernel/room.ts';

/** The one room of its kind: everybody's pages of a demo city sit in it. */
export const clockRoomName = 'clock:city';

/** When the demo city's clock was last put forward, and to what; null when it never was. */
export const clockReducer: Reducer<string | null> = {
  initial: null,
  reduce: (_, { at }) => at,
};
