import { Migration } from '@mikro-orm/migrations';

export class CommitteeQuestions extends Migration {
  override name = '0110-committee-questions';

  override up(): void {
    this.addSql(`alter table "evaluation" add column "questions" jsonb not null default '[]'`);
    this.addSql('alter table "evaluation" alter column "questions" drop default');
  }
}
