import { defineEntity, p } from '@mikro-orm/core';
import type { Passage } from '../entities.ts';

/** A text of an opened bid, numbered as they came. */
const HistoryTextSchema = defineEntity({
  name: 'HistoryText',
  tableName: 'history_text',
  uniques: [{ properties: ['bid', 'file'] }],
  properties: {
    number: p.integer().primary(),
    bid: p.uuid(),
    lot: p.uuid(),
    organisation: p.uuid(),
    file: p.text(),
    /** The organisation, by the number that its first text had: short enough to stand beside every key. */
    author: p.integer(),
    receivedAt: p.datetime().length(3),
  },
});
export class HistoryText extends HistoryTextSchema.class {}
HistoryTextSchema.setClass(HistoryText);

/** A fingerprint that tells a text, and the first text of each author that has it. */
const HistoryKeySchema = defineEntity({
  name: 'HistoryKey',
  tableName: 'history_key',
  primaryKeys: ['key', 'author'],
  properties: {
    key: p.integer().primary().autoincrement(false),
    author: p.integer().primary().autoincrement(false),
    text: p.integer(),
  },
});
export class HistoryKey extends HistoryKeySchema.class {}
HistoryKeySchema.setClass(HistoryKey);

/** What a text shares with one that another firm handed in before, for another lot. */
const PastMatchSchema = defineEntity({
  name: 'PastMatch',
  tableName: 'past_match',
  properties: {
    id: p.uuid().primary(),
    lot: p.uuid(),
    /** Places in the sealed sets. */
    bid: p.integer(),
    file: p.text(),
    pastLot: p.uuid(),
    pastBid: p.integer(),
    pastBidder: p.text(),
    pastTitle: p.text(),
    pastFile: p.text(),
    coverage: p.double().$type<number>(),
    pastCoverage: p.double().$type<number>(),
    passages: p.json<Passage[]>(),
  },
});
export class PastMatch extends PastMatchSchema.class {}
PastMatchSchema.setClass(PastMatch);
