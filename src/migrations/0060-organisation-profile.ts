import { Migration } from '@mikro-orm/migrations';

export class OrganisationProfileTable extends Migration {
  override name = '0060-organisation-profile';

  override up(): void {
    this.addSql(`
      create table "organisation_profile" (
        "organisation" uuid not null references "organisation" ("id"),
        "version" int not null,
        "text" text not null,
        "signature" bytea not null,
        "certificate_sha256" text not null,
        "mark" text not null,
        "parent" text null,
        "predecessors" jsonb not null,
        "declared_at" timestamptz(3) not null,
        "event" uuid not null,
        primary key ("organisation", "version")
      );
    `);
  }
}
