import { Migration } from '@mikro-orm/migrations';

/** Who leads is elected, and how long it takes may be extended: both are of the evaluation. */
export class CommitteeAtWork extends Migration {
  override name = '0033-committee-at-work';

  override up(): void {
    this.addSql(`
      alter table "evaluation"
        add column "leader_votes" jsonb not null default '[]',
        add column "due_at" timestamptz(3) null,
        add column "time_asks" jsonb not null default '[]',
        add column "extensions" jsonb not null default '[]';
      alter table "evaluation"
        alter column "leader_votes" drop default,
        alter column "time_asks" drop default,
        alter column "extensions" drop default;
    `);
  }
}
