import { Migration } from '@mikro-orm/migrations';

export class DrawWideningTable extends Migration {
  override name = '0071-draw-widening';

  override up(): void {
    this.addSql(`
      create table "draw_widening" (
        "lot" uuid not null,
        "round" int not null,
        "cities" jsonb not null,
        "disciplines" jsonb not null,
        "reason" text not null,
        "signature" bytea not null,
        "certificate_sha256" text not null,
        "person" uuid not null,
        "by" text not null,
        "at" timestamptz(3) not null,
        "event" uuid not null,
        "pool" text not null,
        "pool_sha256" text not null,
        "pool_size" int not null,
        "departures_before" int not null,
        "drawn_at" timestamptz(3) null,
        "lacked" text null,
        primary key ("lot", "round")
      );
    `);
  }
}
