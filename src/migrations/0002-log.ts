import { Migration } from '@mikro-orm/migrations';

/** What the log has said stays said: the database itself refuses to change or drop it. */
export class LogTables extends Migration {
  override name = '0002-log';

  override up(): void {
    this.addSql(`
      create table "log_leaf" ("index" bigint primary key, "entry" bytea not null);
      create table "log_tile" (
        "level" smallint not null,
        "position" bigint not null,
        "hash" bytea not null,
        primary key ("level", "position")
      );
      create table "log_checkpoint" (
        "size" bigint primary key,
        "note" text not null,
        "at" timestamptz not null default clock_timestamp()
      );

      create function "refuse_change"() returns trigger language plpgsql as $$
      begin
        raise exception '% of % is refused: it is a record', tg_op, tg_table_name;
      end $$;
      create function "refuse_rewriting"() returns trigger language plpgsql as $$
      begin
        if old.leaf_index is null and new.leaf_index is not null then
          old.leaf_index := new.leaf_index;
          if new is not distinct from old then return new; end if;
        end if;
        raise exception '% of % is refused: it is a record', tg_op, tg_table_name;
      end $$;

      create trigger "event_kept" before update on "event"
        for each row execute function "refuse_rewriting"();
      create trigger "event_not_deleted" before delete on "event"
        for each row execute function "refuse_change"();
      create trigger "event_not_truncated" before truncate on "event" execute function "refuse_change"();
      create trigger "log_leaf_kept" before update or delete on "log_leaf"
        for each row execute function "refuse_change"();
      create trigger "log_leaf_not_truncated" before truncate on "log_leaf" execute function "refuse_change"();
      create trigger "log_tile_kept" before update or delete on "log_tile"
        for each row execute function "refuse_change"();
      create trigger "log_tile_not_truncated" before truncate on "log_tile" execute function "refuse_change"();
      create trigger "log_checkpoint_kept" before update or delete on "log_checkpoint"
        for each row execute function "refuse_change"();
      create trigger "log_checkpoint_not_truncated" before truncate on "log_checkpoint"
        execute function "refuse_change"();
    `);
  }
}
