import { Migration } from '@mikro-orm/migrations';

/** What ten years of a city are asked for without reading all of them: found with bench/load.ts. */
export class TenYears extends Migration {
  override name = '0095-ten-years';

  override up(): void {
    this.addSql(`
      create index "lot_state" on "lot" ("state", "project_id");
      create index "hall_unstamped" on "hall" ("lot") where "close_token" is null;
      create index "hall_revealed" on "hall" ("revealed_at" desc) where "revealed_at" is not null;
      alter table "hall" add column "swept_at" timestamptz(3) null;
      update "hall" h set "swept_at" = h."closed_at" where not exists (
        select 1 from "bid" b where b."lot" = h."lot" and b."sequence" > 1);
      create index "hall_unswept" on "hall" ("lot") where "swept_at" is null;
      create index "opened_envelope_at" on "opened_envelope" ("opened_at");

      drop index "project_published";
      create index "project_deadline" on "project" ("deadline", "id") where "published_at" is not null;
      create index "project_newest" on "project" ("published_at" desc, "id") where "published_at" is not null;
      create index "project_amount" on "project" ("ceiling_fen" desc, "id") where "published_at" is not null;
      create index "project_city" on "project" ("city", "industry") where "published_at" is not null;
      create index "project_search" on "project" ("name", "code", "tenderer_name", "city", "industry", "id")
        where "published_at" is not null;
      alter table "award" add column "amount_fen" bigint null, add column "ceiling_fen" bigint null;
      update "award" a set
        "amount_fen" = (a."award_text"::jsonb #>> '{winner,amount}')::numeric * 100,
        "ceiling_fen" = (l."rules" ->> 'ceiling')::numeric * 100
      from "lot" l where l."id" = a."lot" and a."award_text" is not null;
      create index "award_at" on "award" ("awarded_at") include ("amount_fen", "ceiling_fen");

      create index "clue_score" on "clue" ("score" desc, "id");
      create index "lot_analysis_score" on "lot_analysis" ("score", "lot");
      create index "sanction_due" on "sanction" ("until") where "state" = 'in-effect' and "peer" is null;
      -- A graph of the old form: made anew by night, or when somebody asks.
      delete from "relations";
      create table "evidence_user" (
        "kind" text not null,
        "organisation" uuid not null,
        primary key ("kind", "organisation")
      );
      insert into "evidence_user" select distinct "kind", "organisation" from "evidence_mark";
    `);
  }
}
