import { defineEntity, p } from '@mikro-orm/core';

/** A litigation, review or audit for which everything of a lot or case stays, whatever its term. */
const RetentionHoldSchema = defineEntity({
  name: 'RetentionHold',
  tableName: 'retention_hold',
  properties: {
    id: p.uuid().primary(),
    scope: p.text().$type<'lot' | 'case'>(),
    target: p.uuid(),
    reason: p.text(),
    person: p.uuid(),
    name: p.text(),
    at: p.datetime().length(3),
    liftedAt: p.datetime().length(3).nullable(),
    liftedBy: p.uuid().nullable(),
  },
});
export class RetentionHold extends RetentionHoldSchema.class {}
RetentionHoldSchema.setClass(RetentionHold);
