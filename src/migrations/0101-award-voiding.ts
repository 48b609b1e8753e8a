import { Migration } from '@mikro-orm/migrations';

/** Decisions that an award is void, with the papers that fell: kept as they were, like the trade itself. */
export class AwardVoidingTable extends Migration {
  override name = '0101-award-voiding';

  override up(): void {
    this.addSql(`
      alter table "award" add column "round" int not null default 1;
      alter table "award" alter column "round" drop default;
      create table "award_voiding" (
        "lot" uuid not null,
        "number" int not null,
        "ground" text not null,
        "consequence" text not null,
        "reason" text not null,
        "rank" int not null,
        "bidder" text not null,
        "authority" text not null,
        "text" text not null,
        "sha256" text not null,
        "signature" bytea not null,
        "certificate_sha256" text not null,
        "at" timestamptz(3) not null,
        "award_text" text not null,
        "award_signature" bytea not null,
        "contract_text" text null,
        "contract_signature" bytea null,
        primary key ("lot", "number")
      );
      create trigger "award_voiding_kept" before update or delete on "award_voiding"
        for each row execute function "refuse_change"();
    `);
  }
}
