import {
  computed,
  type InjectionKey,
  inject,
  onUnmounted,
  provide,
  ref,
  shallowRef,
  watch,
} from 'vue';
import { readMyBids } from '../../../../contracts/bidding.ts';
import { readProject } from '../../../../contracts/tender/published.ts';
import { useHeldKey } from '../../../key/held-key.ts';
import { useRead } from '../../../query.ts';
import { deskOf, keep, keepForm, prepare, takeKey } from '../../../sealing/desk.ts';
import { unseal } from '../../../sealing/envelope.ts';
import { findChanges } from '../../../sealing/file-watch.ts';
import { faultsOf } from '../../../sealing/opening-form.ts';
import { now } from '../../../server-clock.ts';
import { useSession } from '../../../session.ts';

const lookEveryMs = 3_000;

/** All that the parts of the bid page share: the desk, the rules of the lot, the certificate at hand. */
function openBid(lot: string) {
  const session = useSession();
  const held = useHeldKey();
  const desk = deskOf(session.session?.person ?? '', lot);
  const failure = shallowRef<unknown>(null);
  const ready = ref(false);

  const key = computed(() => held.opened?.encryption ?? null);
  const { data: project } = useRead(
    readProject,
    () => ({ params: { project: desk.ticket?.project ?? '' } }),
    { when: () => desk.ticket !== null },
  );
  const { data: mine } = useRead(readMyBids, () => ({ params: { lot } }));
  const rules = computed(() => project.value?.lots.find(one => one.id === lot)?.rules ?? null);
  const bondAsked = computed(() => Number(rules.value?.bond ?? 0) > 0);
  const over = computed(
    () => desk.ticket !== null && !still.value && now.value >= Date.parse(desk.ticket.deadline),
  );
  /** The trade stands still for an objection: nothing is taken until its answer, and then the deadline has moved (B22). */
  const still = computed(() => (project.value?.stopped ?? null) !== null);
  const faults = computed(() => faultsOf(desk.form, bondAsked.value));
  const current = computed(
    () => mine.value?.receipts.find(receipt => receipt.bid === mine.value?.current) ?? null,
  );
  const attempt = async (act: () => Promise<unknown>) => {
    failure.value = null;
    await act().catch(error => {
      failure.value = error;
    });
  };

  void attempt(async () => {
    await prepare(desk);
    ready.value = true;
  });
  watch(still, stands => {
    if (!stands && ready.value) void attempt(() => prepare(desk));
  });
  watch([key, ready], ([opened, there]) => {
    if (opened && there) void attempt(() => takeKey(desk, opened));
  });
  watch(bondAsked, asked => {
    if (asked && desk.form.bond === '') desk.form.bond = rules.value?.bond ?? '';
  });
  keepFormOf(desk, () => key.value);
  watchFiles(desk);

  const facts = { project, rules, bondAsked, over, still, faults, current };
  return { desk, held, key, ...facts, failure, attempt };
}

/** The form is kept, locked to the certificate, half a second after it was last touched. */
function keepFormOf(
  desk: ReturnType<typeof deskOf>,
  key: () => Parameters<typeof keepForm>[1] | null,
) {
  let timer = 0;
  watch(
    () => ({ ...desk.form }),
    () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        const opened = key();
        if (opened) void keepForm(desk, opened).catch(() => undefined);
      }, 500);
    },
  );
}

/** Looks whether chosen files have changed on disk, and keeps the tab from being closed in the middle. */
function watchFiles(desk: ReturnType<typeof deskOf>): void {
  const timer = window.setInterval(() => void findChanges(desk.envelopes), lookEveryMs);
  const hold = (event: BeforeUnloadEvent) => {
    if (desk.working) event.preventDefault();
  };
  addEventListener('beforeunload', hold);
  onUnmounted(() => {
    window.clearInterval(timer);
    removeEventListener('beforeunload', hold);
  });
}

export type Bid = ReturnType<typeof openBid>;
const bidKey: InjectionKey<Bid> = Symbol('bid');

export function provideBid(lot: string): Bid {
  const bid = openBid(lot);
  provide(bidKey, bid);
  return bid;
}

export function useBid(): Bid {
  const bid = inject(bidKey);
  if (!bid) throw new Error('the bid page provides the bid');
  return bid;
}

/** The opening form is to be changed: its envelope is sealed again. */
export function changeForm({ desk }: Pick<Bid, 'desk'>): void {
  const opening = desk.envelopes.find(envelope => envelope.id === 'opening');
  if (opening?.sealed) {
    unseal(opening);
    void keep(desk);
  }
}

/** Names of the envelopes that have files nobody has chosen again since the page was reopened. */
export const filesToChooseAgain = ({ desk }: Pick<Bid, 'desk'>) =>
  desk.envelopes.flatMap(envelope =>
    envelope.sealed === null
      ? envelope.files
          .filter(file => file.content === null && !file.changed)
          .map(file => ({ envelope, file }))
      : [],
  );
