import type { EntityManager } from '@mikro-orm/postgresql';

/** A text by what tells it: the sample of its fingerprints (`sampleOf`). */
export interface TextKeys {
  readonly bid: string;
  readonly lot: string;
  readonly organisation: string;
  readonly file: string;
  readonly receivedAt: Date;
  readonly sample: Uint32Array;
}

/** A text of another firm that shares telling fingerprints: these. */
export interface Candidate {
  readonly bid: string;
  readonly lot: string;
  readonly file: string;
  readonly keys: ReadonlySet<number>;
}

export interface Found {
  readonly candidates: readonly Candidate[];
  /** Fingerprints of this text that many firms have, or that this firm itself had before. */
  readonly common: ReadonlySet<number>;
}

/** The column is signed. */
const signed = (sample: Uint32Array): string => [...new Int32Array(sample)].join(',');
const unsigned = (keys: readonly number[]): Set<number> => new Set(keys.map(key => key >>> 0));

/**
 * Keeps a text once; the same again changes nothing. A firm that uses its own words again adds no key: the first text
 * that has them stands for all, and the number of authors of a key tells how common it is.
 */
export async function keepKeys(em: EntityManager, text: TextKeys): Promise<void> {
  const { bid, lot, organisation, file, receivedAt, sample } = text;
  const [row] = await em.execute<{ number: number; author: number }[]>(
    `with next as (select nextval('history_text_number_seq')::int as number)
     insert into history_text (number, bid, lot, organisation, file, author, received_at)
     select number, ?, ?, ?, ?,
       coalesce((select t.author from history_text t where t.organisation = ? order by t.number limit 1), number), ?
     from next on conflict (bid, file) do nothing returning number, author`,
    [bid, lot, organisation, file, organisation, receivedAt],
  );
  if (!row) return;
  await em.execute(
    `insert into history_key (key, author, text)
     select key, ?, ? from unnest(string_to_array(?, ',')::int[]) key on conflict do nothing`,
    [row.author, row.number, signed(sample)],
  );
}

/** A passage that more firms than this have written is custom: a standard, a law, a template. Two while history is young. */
const fewestCommon = 2;
const mostCommon = 500;
/** One fingerprint in common is a turn of phrase. */
const leastShared = 2;
const mostCandidates = 5;

/**
 * Texts that other firms handed in earlier, for other lots, with the same telling fingerprints: the most shared first.
 * A fingerprint of many firms tells nothing, one of this firm itself neither.
 */
export async function findCandidates(em: EntityManager, own: TextKeys): Promise<Found> {
  const [last] = await em.execute<{ texts: number | null }[]>(
    'select max(number) as texts from history_text',
  );
  const most = Math.floor(Math.max(fewestCommon, Math.min(mostCommon, (last?.texts ?? 0) / 2000)));
  const keys = signed(own.sample);
  const common = await em.execute<{ key: number }[]>(
    `select own.key from unnest(string_to_array(?, ',')::int[]) own(key)
     where (select count(*) from (select from history_key h where h.key = own.key limit ?) those) > ?
       or exists (select from history_key h join history_text t on t.number = h.text
                  where h.key = own.key and t.organisation = ? and t.lot <> ? and t.received_at < ?)`,
    [keys, most + 1, most, own.organisation, own.lot, own.receivedAt],
  );
  const telling = keys.split(',').filter(key => !common.some(row => row.key === Number(key)));
  const rows = await em.execute<{ bid: string; lot: string; file: string; keys: number[] }[]>(
    `with shared as (
       select h.text, array_agg(h.key) as keys from history_key h
       where h.key = any(string_to_array(?, ',')::int[]) group by h.text having count(*) >= ?
     )
     select t.bid, t.lot, t.file, s.keys from shared s join history_text t on t.number = s.text
     where t.organisation <> ? and t.lot <> ? and t.received_at < ?
     order by cardinality(s.keys) desc, t.number limit ?`,
    [
      ...[telling.join(','), leastShared],
      ...[own.organisation, own.lot, own.receivedAt, mostCandidates],
    ],
  );
  return {
    candidates: rows.map(row => ({ ...row, keys: unsigned(row.keys) })),
    common: unsigned(common.map(row => row.key)),
  };
}
