import { computed, type InjectionKey, inject, provide, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { type HallBid, readHall } from '../../../contracts/opening.ts';
import { hallReducer } from '../../../src/opening/reducer.ts';
import { useRead } from '../../query.ts';
import { useRoom } from '../../room.ts';
import { exactNow, now, resynchronise } from '../../server-clock.ts';
import { useSession } from '../../session.ts';
import { countdown } from '../../time.ts';

const signInMs = 3_600_000;

/** The hall as all its parts share it: from the room while that is there, else read again and again. */
function openHall(lot: string) {
  const session = useSession();
  const room = useRoom(() => `opening:${lot}`, hallReducer);
  const read = useRead(readHall, () => ({ params: { lot } }), { every: 5_000 });

  const head = computed(() => read.data.value?.head ?? null);
  const hall = computed(() => room.state.value ?? read.data.value?.hall ?? null);
  const mine = computed<HallBid | null>(
    () => hall.value?.bids.find(bid => bid.bid === head.value?.mine) ?? null,
  );
  const host = computed(() => session.has('tenderer', 'agency', 'operator'));
  const bidder = computed(() => session.has('bidder'));
  const { locale } = useI18n();
  const windowLeft = computed(() => {
    const end = hall.value?.windowEndsAt;
    return end ? countdown(Date.parse(end) - now.value, locale.value) : '';
  });
  const windowOver = computed(() => {
    const end = hall.value?.windowEndsAt;
    return end ? now.value >= Date.parse(end) : false;
  });
  const signInFrom = computed(() =>
    head.value ? Date.parse(head.value.deadline) - signInMs : Number.POSITIVE_INFINITY,
  );
  /** The person as the record names it. */
  const myName = computed(() =>
    [session.session?.organisationName, session.session?.name].filter(Boolean).join(' '),
  );
  const signed = computed(
    () => hall.value?.record?.signatures.some(s => s.name === myName.value) ?? false,
  );

  // What the head says of oneself changes at the close.
  watch(
    () => hall.value?.stage,
    (stage, before) => {
      if (before && stage !== before) void read.refetch();
    },
  );
  // An event from what is still the future here: this machine slept, or the clock of a demo city was put forward.
  watch(
    () => hall.value?.log.at(-1)?.at,
    at => {
      if (at && Date.parse(at) > exactNow() + 1_000) void resynchronise();
    },
  );
  return {
    ...{ lot, room, head, hall, mine, host, bidder, windowLeft, windowOver, signInFrom, signed },
    error: read.error,
    refetch: () => read.refetch(),
  };
}

export type HallDesk = ReturnType<typeof openHall>;
const hallKey: InjectionKey<HallDesk> = Symbol('hall');

export function provideHall(lot: string): HallDesk {
  const desk = openHall(lot);
  provide(hallKey, desk);
  return desk;
}

export function useHall(): HallDesk {
  const desk = inject(hallKey);
  if (!desk) throw new Error('the hall page provides the hall');
  return desk;
}

/** How many of the sealed bids are where. */
export function countsOf(bids: readonly HallBid[]) {
  const of = (...states: HallBid['release'][]) =>
    bids.filter(bid => states.includes(bid.release)).length;
  return {
    n: bids.length,
    done: of('released'),
    wait: of('waiting'),
    bad: of('failed', 'revoked', 'withdrawn-by-platform'),
  };
}
