import { Migration } from '@mikro-orm/migrations';

export class BehaviourClues extends Migration {
  override name = '0090-behaviour-clues';

  override up(): void {
    this.addSql(`
      alter table "clue"
        alter column "project" drop not null,
        alter column "lot" drop not null,
        add column "about" text not null default 'lot',
        add column "parties" jsonb not null default '[]',
        add column "series" jsonb not null default '[]';
      alter table "clue"
        alter column "about" drop default,
        alter column "parties" drop default,
        alter column "series" drop default;
      create index "clue_about" on "clue" ("about") where "lot" is null;
    `);
  }
}
