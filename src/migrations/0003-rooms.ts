import { Migration } from '@mikro-orm/migrations';

/** Tickets live for seconds: a table that a crash may empty. */
export class RoomTables extends Migration {
  override name = '0003-rooms';

  override up(): void {
    this.addSql(`
      create unlogged table "room_ticket" (
        "digest" text primary key,
        "room" text not null,
        "actor" text not null,
        "expires_at" timestamptz not null
      );
    `);
  }
}
