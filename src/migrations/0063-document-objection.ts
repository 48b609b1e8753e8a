import { Migration } from '@mikro-orm/migrations';

export class DocumentObjectionTable extends Migration {
  override name = '0063-document-objection';

  override up(): void {
    this.addSql(`
      alter table "lot" add column "stopped_at" timestamptz(3) null;
      create table "document_objection" (
        "id" uuid primary key,
        "project_id" uuid not null references "project" ("id"),
        "organisation" uuid not null,
        "from" text not null,
        "text" text not null,
        "signature" bytea not null,
        "certificate_sha256" text not null,
        "at" timestamptz(3) not null,
        "answer_by" timestamptz(3) not null,
        "answer" text null,
        "answered_at" timestamptz(3) null
      );
      create index "document_objection_project" on "document_objection" ("project_id");
    `);
  }
}
