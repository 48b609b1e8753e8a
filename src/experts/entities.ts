import { defineEntity, p } from '@mikro-orm/core';
import type { CallReply, Widening } from '../../contracts/experts.ts';
import type { LotRules } from '../../contracts/tender/lot-rules.ts';
import type { Departure } from './rules/draw.ts';

export type DrawState = 'none' | 'drawn' | 'complete';

/**
 * The draw of one lot. The pool is fixed, hashed and recorded first (state `none`), then drawn from; everything that
 * names a person stays sealed until `openedAt` (A37).
 */
const ExpertDrawSchema = defineEntity({
  name: 'ExpertDraw',
  tableName: 'expert_draw',
  properties: {
    lot: p.uuid().primary(),
    state: p.text().$type<DrawState>(),
    criteria: p.json<LotRules['committee']>(),
    /** RFC 8785 text of the pool as it was drawn from. */
    pool: p.text(),
    poolSha256: p.text(),
    poolSize: p.integer(),
    excluded: p.json<{ reason: string; count: number }[]>(),
    fixedAt: p.datetime().length(3),
    /** The root over the sealed bids, fixed by the close. */
    beacon: p.text().nullable(),
    drawnAt: p.datetime().length(3).nullable(),
    departures: p.json<Departure[]>(),
    openedAt: p.datetime().length(3).nullable(),
  },
});
export class ExpertDraw extends ExpertDrawSchema.class {}
ExpertDrawSchema.setClass(ExpertDraw);

/**
 * One widening of an exhausted draw, signed, and the round that it drew: `round` 2, 3, … Its pool is fixed first; then it
 * is drawn (`drawnAt`), or still lacked somebody (`lacked`) and changed nothing.
 */
const DrawWideningSchema = defineEntity({
  name: 'DrawWidening',
  tableName: 'draw_widening',
  primaryKeys: ['lot', 'round'],
  properties: {
    lot: p.uuid().primary(),
    round: p.integer().primary(),
    cities: p.json<Widening['cities']>(),
    disciplines: p.json<Widening['disciplines']>(),
    reason: p.text(),
    signature: p.blob(),
    certificateSha256: p.text(),
    person: p.uuid(),
    /** The unit that widened, as it was named. */
    by: p.text(),
    at: p.datetime().length(3),
    event: p.uuid(),
    pool: p.text(),
    poolSha256: p.text(),
    poolSize: p.integer(),
    /** How many had left when it was drawn. */
    departuresBefore: p.integer(),
    drawnAt: p.datetime().length(3).nullable(),
    lacked: p.text().nullable(),
  },
});
export class DrawWidening extends DrawWideningSchema.class {}
DrawWideningSchema.setClass(DrawWidening);

/** Who sits, or sat, on a numbered seat of a lot's committee. The seat is vacant again when `leftAt` is set. */
const CommitteeSeatSchema = defineEntity({
  name: 'CommitteeSeat',
  tableName: 'committee_seat',
  properties: {
    id: p.uuid().primary(),
    lot: p.uuid(),
    number: p.integer(),
    person: p.uuid(),
    city: p.text(),
    discipline: p.text(),
    source: p.text().$type<'pool' | 'tenderer'>(),
    reply: p.text().$type<CallReply>(),
    reason: p.text(),
    askedAt: p.datetime().length(3),
    answeredAt: p.datetime().length(3).nullable(),
    leftAt: p.datetime().length(3).nullable(),
  },
});
export class CommitteeSeat extends CommitteeSeatSchema.class {}
CommitteeSeatSchema.setClass(CommitteeSeat);
