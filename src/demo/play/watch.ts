import { issueTicket, socketPath } from '../../../contracts/rooms.ts';
import type { Reducer } from '../../kernel/room.ts';
import { joinRoom } from '../../kernel/room-client.ts';
import type { Player, Stage } from './player.ts';

/** A live room as one player sees it over its own WebSocket. */
export interface Watch<State> {
  readonly state: State;
  /** Resolves when `holds` of the state; rejects after `seconds` of real time, or when the room ends. */
  until(what: string, holds: (state: State) => boolean, seconds?: number): Promise<State>;
  leave(): void;
}

/** Joins `name` (`opening:<lot>`, `evaluation:<lot>`) and follows it by the reducer that the browser uses. */
export function watchRoom<State>(
  stage: Stage,
  player: Player,
  name: string,
  reducer: Reducer<State>,
): Watch<State> {
  const waiting = new Set<() => void>();
  const room = joinRoom<State>({
    reducer,
    WebSocket,
    address: async () => {
      const { ticket } = await player.client.call(issueTicket, { body: { room: name } });
      const origin = stage.origin.replace(/^http/, 'ws');
      return `${origin}${socketPath}?ticket=${encodeURIComponent(ticket)}`;
    },
    onState: () => {
      for (const look of waiting) look();
    },
  });
  return {
    get state() {
      return room.state;
    },
    until: (what, holds, seconds = 90) =>
      new Promise((done, fail) => {
        const late = setTimeout(() => {
          waiting.delete(look);
          fail(new Error(`${name}: ${what} did not come in ${seconds} s`));
        }, seconds * 1000);
        const look = () => {
          if (!holds(room.state)) return;
          waiting.delete(look);
          clearTimeout(late);
          done(room.state);
        };
        waiting.add(look);
        look();
      }),
    leave: () => room.close(),
  };
}
