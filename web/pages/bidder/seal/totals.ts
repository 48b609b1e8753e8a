import { computed } from 'vue';
import type { Desk } from '../../../sealing/desk.ts';
import type { EnvelopeDesk } from '../../../sealing/envelope.ts';
import { now } from '../../../server-clock.ts';

/** Bytes of the whole bid as it travels, and how fast: read anew with each tick of the page's clock. */
export function useTotals(desk: Desk) {
  const bytesOf = ({ sealed, layout }: EnvelopeDesk) => sealed?.entry.bytes ?? layout?.bytes ?? 0;
  const sentOf = (envelope: EnvelopeDesk) => {
    if (envelope.sealed) return envelope.sealed.entry.bytes;
    return Math.min(bytesOf(envelope), envelope.sent.size * (desk.ticket?.segmentBytes ?? 1));
  };
  const sum = (envelopes: readonly EnvelopeDesk[], of: (envelope: EnvelopeDesk) => number) =>
    envelopes.reduce((all, envelope) => all + of(envelope), 0);

  const total = computed(() => sum(desk.envelopes, bytesOf));
  const sent = computed(() => sum(desk.envelopes, sentOf));
  const speed = computed(() => {
    const ticking = now.value > 0;
    return ticking && desk.working && !desk.paused ? desk.pace.speed(performance.now()) : null;
  });
  /** Bytes to go up to the end of this envelope: they travel in this order. */
  const leftBefore = (envelope: EnvelopeDesk): number => {
    const upTo = desk.envelopes.slice(0, desk.envelopes.indexOf(envelope) + 1);
    return sum(upTo, bytesOf) - sum(upTo, sentOf);
  };
  return { total, sent, speed, leftBefore };
}
