import { Migration } from '@mikro-orm/migrations';

/**
 * Holds, what stays counted of erased clues, and the one thing that may leave the event table: a look that the log has
 * taken in. Its leaf stays, and tells nobody any more what it was.
 */
export class RetentionTables extends Migration {
  override name = '0085-retention';

  override up(): void {
    this.addSql(`
      create table "retention_hold" (
        "id" uuid primary key,
        "scope" text not null,
        "target" uuid not null,
        "reason" text not null,
        "person" uuid not null,
        "name" text not null,
        "at" timestamptz(3) not null,
        "lifted_at" timestamptz(3) null,
        "lifted_by" uuid null
      );
      create table "judged_tally" (
        "rule" text primary key,
        "words" jsonb not null,
        "clues" int not null,
        "confirmed" int not null,
        "dismissed" int not null
      );
      create index "evidence_mark_user" on "evidence_mark" ("organisation", "kind");
      create index "evidence_mark_at" on "evidence_mark" ("at");
      create index "event_look" on "event" ("at") where "type" in (
        'clues.looked', 'blacklist.looked', 'blacklist.evidence-looked', 'blacklist.proof-looked',
        'blacklist.printed', 'blacklist.exported');
      create function "refuse_deletion"() returns trigger language plpgsql as $$
      begin
        if old.leaf_index is not null and old.room is null and old.type in (
          'clues.looked', 'blacklist.looked', 'blacklist.evidence-looked', 'blacklist.proof-looked',
          'blacklist.printed', 'blacklist.exported')
        then return old; end if;
        raise exception '% of % is refused: it is a record', tg_op, tg_table_name;
      end $$;
      drop trigger "event_not_deleted" on "event";
      create trigger "event_not_deleted" before delete on "event"
        for each row execute function "refuse_deletion"();
    `);
  }
}
