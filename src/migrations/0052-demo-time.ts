import { Migration } from '@mikro-orm/migrations';

/**
 * The time of a demo city as a function: a volatile one sees what was committed until it is called, so that a clock put
 * forward while a statement waited for a lock counts.
 */
export class DemoTime extends Migration {
  override name = '0052-demo-time';

  override up(): void {
    this.addSql(`
      create function "demo_time"() returns timestamptz language plpgsql volatile as $$
      begin
        return coalesce(
          (select base + (clock_timestamp() - base) * speed + offset_ms * interval '1 millisecond'
           from demo_clock where id = 1),
          clock_timestamp());
      end $$;
    `);
  }
}
