import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import { ProblemError } from '../contracts/problem-error.ts';
import { issueTicket, type Seats, type ShownEvent, socketPath } from '../contracts/rooms.ts';
import type { Reducer } from '../src/kernel/room.ts';
import { joinRoom, type RoomClient, type RoomStatus } from '../src/kernel/room-client.ts';
import { call } from './client.ts';

interface RoomOptions {
  /** Where the person sits, for those present to see. */
  readonly venue?: string;
  /** Each event after it has been applied; not called for snapshots. */
  readonly onEvent?: (event: ShownEvent) => void;
}

/** A ticket is good once, so each connection asks for its own; a final refusal keeps its code for the room client. */
async function addressOf(room: string): Promise<string> {
  try {
    const { ticket } = await call(issueTicket, { body: { room } });
    const origin = location.origin.replace(/^http/, 'ws');
    return `${origin}${socketPath}?ticket=${encodeURIComponent(ticket)}`;
  } catch (error) {
    if (error instanceof ProblemError) throw Object.assign(error, { code: error.problem.code });
    throw error;
  }
}

/**
 * A live room for the life of a component: `state` by the shared reducer, `status` and since when it is away,
 * `seats` present. It comes back by itself after every cut and leaves when the component does.
 */
export function useRoom<State>(
  name: () => string | null,
  reducer: Reducer<State>,
  options: RoomOptions = {},
) {
  const state = shallowRef<State | null>(null);
  const status = ref<RoomStatus>('away');
  const awaySince = ref<number | null>(null);
  const refusal = shallowRef<unknown>(null);
  const seats = shallowRef<readonly Seats[]>([]);
  let client: RoomClient<State> | null = null;

  function enter(room: string): void {
    client = joinRoom<State>({
      reducer,
      address: () => addressOf(room),
      WebSocket,
      ...(options.venue === undefined ? {} : { venue: options.venue }),
      onState: (fresh, event) => {
        state.value = fresh;
        if (event) options.onEvent?.(event);
      },
      onStatus: (now, why) => {
        status.value = now;
        refusal.value = now === 'ended' ? why : null;
        awaySince.value = now === 'live' ? null : (awaySince.value ?? Date.now());
      },
      onPresence: now => {
        seats.value = now;
      },
    });
  }
  function leave(): void {
    client?.close();
    client = null;
    state.value = null;
  }
  watch(
    name,
    room => {
      leave();
      if (room !== null) enter(room);
    },
    { immediate: true },
  );
  onScopeDispose(leave);
  return { state, status, awaySince, refusal, seats };
}
