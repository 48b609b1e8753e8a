/** One table, or a few that belong together, and the statement that fills them from `drawn` and `size`. */
export type Step = readonly [what: string, sql: string];

/** Ids that sort as they were made, as UUIDv7 do: `kind` keeps the tables apart. */
export const id = (kind: number, n: string) =>
  `(lpad(to_hex((${n})::bigint), 12, '0') || '-7000-8000-${String(kind).padStart(12, '0')}')::uuid`;

/** Ten years end two months ago, before the demo city's clock begins: when lot n of all was opened. */
export const opened = (n: string) =>
  `(now() - interval '60 days' - (select (lots - (${n})) * interval '3650 days' / lots from size))`;

/** The day of the nth of `all` that came evenly over the ten years. */
export const spread = (n: string, all: string) => opened(`(${n}) * lots / ${all}`);

export const firmCode = (n: string) => `('C' || lpad((${n})::text, 17, '0'))`;
export const firmName = (n: string) => `('城市建设工程第' || (${n}) || '有限公司')`;

/** "C-2026-0910-00A3-F1", in the order of time as far as the days go. */
export const reference = (kind: string, n: string, at: string) =>
  `('${kind}-' || to_char(${at}, 'YYYY-MMDD') || '-' || regexp_replace(lpad(upper(to_hex(${n})), 6, '0'), '(....)(..)', '\\1-\\2'))`;

export const sha256 = (n: string) => `encode(sha256((${n})::text::bytea), 'hex')`;

/** The supervisors' authority of the demo city. */
export const authority = `(select organisation_id from person where roles ? 'supervisor' order by login limit 1)`;

/** Leaves that the sequencer has never seen: far beyond its own, apart by kind. */
export const leaf = (kind: number, n: string) => `${kind}000000000 + (${n})`;
