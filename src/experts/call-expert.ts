import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { CommitteeSeat } from './entities.ts';
import type { Seat } from './rules/seat-lists.ts';

/** Seats an expert and calls it; it answers in its own time. */
export function callExpert(em: EntityManager, lot: string, seat: Seat, now: Date): void {
  em.create(CommitteeSeat, {
    id: v7(),
    lot,
    ...seat,
    source: 'pool',
    reply: 'asked',
    reason: '',
    askedAt: now,
    answeredAt: null,
    leftAt: null,
  });
}
