import type { ShownEvent } from '../../contracts/rooms.ts';

/**
 * The state of a room as a pure function of what a viewer saw of it: the same in server, browser and CLI.
 * The state is plain JSON; `reduce` returns a new one and never changes the old.
 */
export interface Reducer<State> {
  readonly initial: State;
  readonly reduce: (state: State, event: ShownEvent) => State;
}
