import type { ProblemCode } from '../../contracts/problem.ts';
import {
  closeCodes,
  type Seats,
  type ServerMessage,
  type ShownEvent,
} from '../../contracts/rooms.ts';
import type { Reducer } from './room.ts';

/** What the browser's, Node's and ws's WebSocket have in common. */
export interface Wire {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: string): void;
  close(): void;
}

/** `live`: up to date as far as we know; `away`: the connection is gone, we are coming back; `ended`: we do not. */
export type RoomStatus = 'live' | 'away' | 'ended';

export interface RoomClientOptions<State> {
  readonly reducer: Reducer<State>;
  /** Fetches a fresh ticket and gives the full ws(s):// address; one that throws for good (see `finalRefusals`) ends the client. */
  readonly address: () => Promise<string>;
  readonly WebSocket: new (address: string) => Wire;
  readonly venue?: string;
  /** After every change; `event` is null for a snapshot. */
  readonly onState: (state: State, event: ShownEvent | null) => void;
  readonly onStatus?: (status: RoomStatus, why?: unknown) => void;
  readonly onPresence?: (seats: readonly Seats[]) => void;
  /** Server time minus ours, in ms, and how far it may be off. */
  readonly onClock?: (offset: number, error: number) => void;
  /** Time between pings; two without an answer are a dead connection. */
  readonly pingMs?: number;
  /** The first wait before coming back; it doubles up to `maxWaitMs`. */
  readonly minWaitMs?: number;
  readonly maxWaitMs?: number;
}

export interface RoomClient<State> {
  readonly state: State;
  readonly seq: number;
  readonly status: RoomStatus;
  close(): void;
}

/** Joins a room and stays: comes back after every cut at the last event seen, and keeps the state by the shared reducer. */
export function joinRoom<State>(options: RoomClientOptions<State>): RoomClient<State> {
  const client = new Client(options);
  void client.connect();
  return client;
}

/** Problem codes that asking again will not change. */
const finalRefusals: readonly unknown[] = [
  'SIGN_IN_REQUIRED',
  'FORBIDDEN',
  'NOT_FOUND',
] satisfies ProblemCode[];
const isFinal = (error: unknown) =>
  finalRefusals.includes((error as { code?: unknown } | null)?.code);

const final: readonly number[] = [closeCodes.sessionEnded, closeCodes.refused];

class Client<State> implements RoomClient<State> {
  state: State;
  seq = 0;
  status: RoomStatus = 'away';
  readonly #options: RoomClientOptions<State>;
  #view: string | null = null;
  #wire: Wire | null = null;
  #failures = 0;
  #unanswered = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pings: ReturnType<typeof setInterval> | undefined;
  #samples: { offset: number; error: number }[] = [];

  constructor(options: RoomClientOptions<State>) {
    this.#options = options;
    this.state = options.reducer.initial;
  }

  close(): void {
    this.#end();
  }

  async connect(): Promise<void> {
    try {
      const address = await this.#options.address();
      if (this.status === 'ended') return;
      this.#listen(new this.#options.WebSocket(address));
    } catch (error) {
      if (isFinal(error)) this.#end(error);
      else this.#comeBack();
    }
  }

  #listen(wire: Wire): void {
    this.#wire = wire;
    const mine = (act: () => void) => {
      if (this.#wire === wire) act();
    };
    wire.onopen = () => mine(() => this.#join());
    wire.onmessage = (event: { data: unknown }) =>
      mine(() => this.#hear(JSON.parse(String(event.data)) as ServerMessage));
    wire.onerror = () => undefined;
    wire.onclose = (event: { code: number }) =>
      mine(() => {
        if (final.includes(event.code)) this.#end(event.code);
        else this.#comeBack();
      });
  }

  #join(): void {
    const { venue, pingMs = 10_000 } = this.#options;
    const resume = this.#view === null ? {} : { after: this.seq, view: this.#view };
    this.#say({ type: 'join', ...resume, ...(venue === undefined ? {} : { venue }) });
    this.#unanswered = 0;
    this.#ping();
    this.#pings = setInterval(() => this.#ping(), pingMs);
  }

  #ping(): void {
    if (this.#unanswered >= 2) {
      this.#comeBack();
      return;
    }
    this.#unanswered++;
    this.#say({ type: 'ping', sent: Date.now() });
  }

  #say(message: unknown): void {
    this.#wire?.send(JSON.stringify(message));
  }

  #hear(message: ServerMessage): void {
    if (message.type === 'snapshot') this.#take(message);
    else if (message.type === 'resumed') this.#becomeLive();
    else if (message.type === 'event') this.#apply(message.seq, message.event);
    else if (message.type === 'presence') this.#options.onPresence?.(message.seats);
    else if (message.type === 'pong') this.#setClock(message);
  }

  #take({ seq, view, state }: { seq: number; view: string; state?: unknown }): void {
    this.seq = seq;
    this.#view = view;
    this.state = state as State;
    this.#becomeLive();
    this.#options.onState(this.state, null);
  }

  #apply(seq: number, event: ShownEvent): void {
    if (seq <= this.seq) return;
    // The stream has no gaps; should one ever show, what we hold is not trusted further.
    if (seq !== this.seq + 1) {
      this.#view = null;
      this.#comeBack();
      return;
    }
    this.seq = seq;
    this.state = this.#options.reducer.reduce(this.state, event);
    this.#options.onState(this.state, event);
  }

  /** Half the round trip is the error; the best of the last eight is believed. */
  #setClock({ sent, time }: { sent: number; time: string }): void {
    this.#unanswered = 0;
    const now = Date.now();
    const error = (now - sent) / 2;
    this.#samples = [...this.#samples.slice(-7), { offset: Date.parse(time) - now + error, error }];
    const best = this.#samples.reduce((a, b) => (b.error <= a.error ? b : a));
    this.#options.onClock?.(best.offset, best.error);
  }

  #becomeLive(): void {
    this.#failures = 0;
    this.#become('live');
  }

  #become(status: RoomStatus, why?: unknown): void {
    if (this.status === status && status !== 'ended') return;
    this.status = status;
    this.#options.onStatus?.(status, why);
  }

  #hangUp(): void {
    clearInterval(this.#pings);
    clearTimeout(this.#timer);
    const wire = this.#wire;
    this.#wire = null;
    wire?.close();
  }

  #comeBack(): void {
    if (this.status === 'ended') return;
    this.#hangUp();
    this.#become('away');
    const { minWaitMs = 250, maxWaitMs = 15_000 } = this.#options;
    const wait = Math.min(maxWaitMs, minWaitMs * 2 ** this.#failures++);
    // Spread, so that a hall of a thousand does not come back in the same instant.
    this.#timer = setTimeout(() => void this.connect(), wait * (0.5 + Math.random() / 2));
  }

  #end(why?: unknown): void {
    if (this.status === 'ended') return;
    this.#hangUp();
    this.#become('ended', why);
  }
}
