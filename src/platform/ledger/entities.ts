import { defineEntity, p } from '@mikro-orm/core';

/**
 * Record, outbox and room stream in one table: `text` is the RFC 8785 text that the log commits to,
 * `leafIndex` is null while the event waits for the sequencer.
 */
const EventSchema = defineEntity({
  name: 'Event',
  tableName: 'event',
  indexes: [{ name: 'event_subject', properties: ['subject', 'at'] }],
  properties: {
    id: p.uuid().primary(),
    type: p.text(),
    subject: p.text(),
    room: p.text().nullable(),
    roomSeq: p.bigint('number').nullable(),
    actor: p.text(),
    at: p.datetime().length(3),
    text: p.text(),
    blind: p.blob(),
    leafIndex: p.bigint('number').nullable(),
  },
});

export class Event extends EventSchema.class {}
EventSchema.setClass(Event);

/** The last sequence number of a room; its row lock orders the room's writes across all nodes. */
const LedgerRoomSchema = defineEntity({
  name: 'LedgerRoom',
  tableName: 'ledger_room',
  properties: { name: p.text().primary(), seq: p.bigint('number') },
});

export class LedgerRoom extends LedgerRoomSchema.class {}
LedgerRoomSchema.setClass(LedgerRoom);
