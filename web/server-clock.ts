import { ref, shallowRef } from 'vue';
import { readTime } from '../contracts/registry.ts';
import { call } from './client.ts';
import { type Ping, type Sync, serverTime, synchronise } from './clock.ts';

const pingCount = 7;
const everyMs = 60_000;

/** The last good synchronisation; null until the first: the machine's own clock is shown meanwhile, and said so. */
export const sync = shallowRef<Sync | null>(null);
/** Server time in milliseconds, moved on each second of the server. */
export const now = ref(Date.now());
/** How far the clock had run off at the last check, in milliseconds. */
export const drift = ref(0);

/** Server time to the millisecond. */
export function exactNow(): number {
  return sync.value ? serverTime(sync.value, performance.now()) : Date.now();
}

async function ping(): Promise<Ping & { speed: number }> {
  const sent = performance.now();
  const reply = await call(readTime);
  return { sent, received: performance.now(), server: Date.parse(reply.now), speed: reply.speed };
}

async function measure(): Promise<void> {
  const pings: Awaited<ReturnType<typeof ping>>[] = [];
  for (let i = 0; i < pingCount; i++) pings.push(await ping());
  const fresh = synchronise(pings, pings.at(-1)?.speed ?? 1);
  const before = sync.value;
  if (before) drift.value = Math.round(serverTime(fresh, fresh.at) - serverTime(before, fresh.at));
  sync.value = fresh;
  now.value = exactNow();
}

let running: Promise<void> | null = null;

/** Synchronises now; calls that come meanwhile share the one under way. Without an answer the old line goes on. */
export function resynchronise(): Promise<void> {
  running ??= measure()
    .catch(() => undefined)
    .finally(() => {
      running = null;
    });
  return running;
}

function tick(): void {
  now.value = exactNow();
  const speed = sync.value?.speed ?? 1;
  const rest = speed === 1 ? 1000 - (exactNow() % 1000) : 250;
  setTimeout(tick, Math.max(20, rest));
}

/** Starts the clock once for the page: it is checked every minute, and after sleep or a return of the network. */
export function startClock(): void {
  tick();
  void resynchronise();
  setInterval(() => void resynchronise(), everyMs);
  addEventListener('online', () => void resynchronise());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void resynchronise();
  });
}
