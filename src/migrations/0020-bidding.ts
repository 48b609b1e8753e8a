import { Migration } from '@mikro-orm/migrations';

/** What was received stays as it was received: the database itself refuses to change or drop it. */
export class BiddingTables extends Migration {
  override name = '0020-bidding';

  override up(): void {
    this.addSql(`
      create table "bid_segment" (
        "lot" uuid not null,
        "organisation" uuid not null,
        "sha256" text not null,
        "bytes" bigint not null,
        "at" timestamptz not null,
        primary key ("lot", "organisation", "sha256")
      );
      create index "bid_segment_sha256" on "bid_segment" ("sha256");
      create table "bid" (
        "id" uuid primary key,
        "project" uuid not null,
        "lot" uuid not null,
        "organisation" uuid not null,
        "kind" text not null,
        "sequence" int not null,
        "previous" text null,
        "manifest" bytea not null,
        "manifest_sha256" text not null,
        "certificate_sha256" text not null,
        "certificate_status" text not null,
        "received_at" timestamptz(3) not null,
        "person" text not null,
        "address" text not null,
        "reference" text not null constraint "bid_reference_unique" unique,
        "event" uuid not null,
        "receipt" text not null,
        "signature" bytea null,
        "timestamp_token" bytea null,
        "destroyed_at" timestamptz null,
        constraint "bid_sequence_unique" unique ("lot", "organisation", "sequence")
      );
      create index "bid_organisation" on "bid" ("organisation", "lot");
      create index "bid_unsigned" on "bid" ("received_at") where "signature" is null;
      create table "bid_refusal" (
        "id" uuid primary key,
        "lot" uuid not null,
        "organisation" uuid not null,
        "reference" text not null constraint "bid_refusal_reference_unique" unique,
        "code" text not null,
        "detail" text not null,
        "manifest_sha256" text null,
        "at" timestamptz(3) not null,
        "person" text not null,
        "address" text not null,
        "event" uuid not null,
        "text" text not null,
        "signature" bytea null
      );
      create index "bid_refusal_organisation" on "bid_refusal" ("organisation", "lot");

      create function "refuse_other_bid"() returns trigger language plpgsql as $$
      begin
        if old.signature is null then old.signature := new.signature; end if;
        if old.timestamp_token is null then old.timestamp_token := new.timestamp_token; end if;
        if old.destroyed_at is null then old.destroyed_at := new.destroyed_at; end if;
        if new is distinct from old then
          raise exception '% of % is refused: it is a record', tg_op, tg_table_name;
        end if;
        return new;
      end $$;
      create function "refuse_other_refusal"() returns trigger language plpgsql as $$
      begin
        if old.signature is null then old.signature := new.signature; end if;
        if new is distinct from old then
          raise exception '% of % is refused: it is a record', tg_op, tg_table_name;
        end if;
        return new;
      end $$;
      create trigger "bid_kept" before update on "bid"
        for each row execute function "refuse_other_bid"();
      create trigger "bid_not_deleted" before delete on "bid"
        for each row execute function "refuse_change"();
      create trigger "bid_refusal_kept" before update on "bid_refusal"
        for each row execute function "refuse_other_refusal"();
      create trigger "bid_refusal_not_deleted" before delete on "bid_refusal"
        for each row execute function "refuse_change"();
    `);
  }
}
