import { join } from 'node:path';
import type pg from 'pg';
import { openTenderRules } from '../../src/tender/methods/open-tender.ts';
import { type Size, writeBids } from './market.ts';

/** Ids that sort as they were made, as UUIDv7 do: `kind` keeps the tables apart. */
const id = (kind: number, n: string) =>
  `(lpad(to_hex((${n})::bigint), 12, '0') || '-7000-8000-${String(kind).padStart(12, '0')}')::uuid`;

/** Ten years end two months ago, before the demo city's clock begins: when lot n of all was opened. */
const opened = (n: string) =>
  `(now() - interval '60 days' - (select (lots - ${n}) * interval '3650 days' / lots from size))`;

const rules = JSON.stringify({ ...openTenderRules, ceiling: '2000000.00' }).replaceAll("'", "''");

const reasons = `jsonb_build_array(
  jsonb_build_object('rule', (array['same-disk','same-account','text-copied','price-ring'])[1 + n % 4],
    'words', jsonb_build_object('zh', '两份投标的来源相同', 'en', 'One source'), 'logOdds', 2.5, 'bids', jsonb_build_array(1, 2),
    'innocent', jsonb_build_array(jsonb_build_object('zh', '同一打印店', 'en', 'a copy shop')), 'article', null,
    'evidence', jsonb_build_object('values', repeat('x', 400))),
  jsonb_build_object('rule', 'price-closeness', 'words', jsonb_build_object('zh', '报价异常接近', 'en', 'Close prices'),
    'logOdds', 1.4, 'bids', '[]'::jsonb, 'innocent', '[]'::jsonb, 'article', null, 'evidence', '{}'::jsonb))`;

const kinds = ['computer', 'disk', 'address', 'contact', 'account', 'author'];

/**
 * The tables of ten years, from the bids in `drawn`: each statement fills what the product itself would have filled,
 * with as many and as wide rows. Not what is signed: no page here verifies it.
 */
const steps: readonly (readonly [string, string])[] = [
  [
    'organisations',
    `insert into organisation (id, name, code, city, kinds, registered_at)
     select ${id(1, 'n')}, '城市建设工程第' || n || '有限公司', 'C' || lpad(n::text, 17, '0'), '云江', '["bidder"]', now() - interval '10 years'
     from size, generate_series(0, firms - 1) n`,
  ],
  [
    'projects',
    `insert into project (id, code, state, version, tenderer, content, created_at, saved_at, name, city, industry,
       tenderer_name, published_at, deadline, ceiling_fen)
     select ${id(2, 'n')}, 'YJ' || lpad(n::text, 9, '0'), 'published', 1, (select id from organisation where code = 'C' || lpad((n % 997 % firms)::text, 17, '0')),
       jsonb_build_object('name', '第' || n || '号道路改造工程', 'summary', repeat('施工总承包。', 60), 'contact', jsonb_build_object('name', '何工', 'phone', '0'),
         'schedule', '{}'::jsonb, 'lots', '[]'::jsonb),
       t - interval '40 days', t - interval '40 days', '第' || n || '号道路改造工程', (array['云江','临港'])[1 + n % 2],
       (array['building','transport','water','procurement'])[1 + n % 4], '城市建设投资有限公司' || n % 97, t - interval '30 days', t, 200000000 + n
     from size, generate_series(0, lots - 1) n, lateral (select ${opened('n')} - interval '1 hour' as t) d`,
  ],
  [
    'lots',
    `insert into lot (id, project_id, position, title, state, rules, rules_sha256, deadline, committee_spki, committee_k, committee_n,
       committee_key_sha256, draw_seed_commit)
     select ${id(3, 'n')}, p.id, 1, '施工', case when n > lots - 60 then 'evaluating' when n % 20 = 0 then 'failed' when n > lots * 0.99 then 'awarded' else 'contracted' end,
       '${rules}'::jsonb, md5(n::text), p.deadline, '\\x00', 1, 1, md5(n::text), md5(n::text)
     from size, generate_series(0, lots - 1) n join project p on p.code = 'YJ' || lpad(n::text, 9, '0')`,
  ],
  [
    'halls',
    `insert into hall (lot, stage, closed_at, root, close_event, close_token, window_ends_at, revealed_at, record, record_sha256, swept_at)
     select ${id(3, 'n')}, 'finished', ${opened('n')}, md5(n::text), ${id(9, 'n')}, '\\x00', ${opened('n')}, ${opened('n')}, repeat('{"record":1}', 200), md5(n::text), ${opened('n')}
     from size, generate_series(0, lots - 1) n`,
  ],
  [
    'bids',
    `insert into bid (id, project, lot, organisation, kind, sequence, manifest, manifest_sha256, certificate_sha256, certificate_status,
       received_at, person, address, reference, event, receipt, signature, timestamp_token)
     select ${id(4, 'b.n')}, ${id(2, 'b.lot')}, ${id(3, 'b.lot')}, ${id(1, 'b.firm')}, 'submitted', 1, decode(repeat('30', 900), 'hex'), md5(b.n::text), md5(b.firm::text), 'valid',
       ${opened('b.lot')} - interval '1 day', 'p', '203.0.113.1', 'R' || b.n, ${id(8, 'b.n')}, repeat('{"receipt":1}', 40), '\\x00', '\\x00'
     from drawn b`,
  ],
  [
    'opened bids',
    `insert into sealed_bid (bid, lot, number, organisation, bidder, released_at, fate, opened)
     select ${id(4, 'b.n')}, ${id(3, 'b.lot')}, b.number, ${id(1, 'b.firm')}, '城市建设工程第' || b.firm || '有限公司', ${opened('b.lot')}, 'opened',
       jsonb_build_object('price', b.price::text, 'periodDays', 365, 'manager', '经理' || b.firm, 'quality', '合格')
     from drawn b`,
  ],
  [
    'opened envelopes',
    `insert into opened_envelope (bid, envelope, key, salt, files, opened_at)
     select ${id(4, 'b.n')}, e, decode(md5(b.n::text), 'hex'), '\\x00', '[{"name":"a.pdf","bytes":1}]', ${opened('b.lot')}
     from drawn b, unnest(array['opening','technical']) e`,
  ],
  [
    'candidates',
    `insert into award_candidate (lot, rank, bid, organisation, said)
     select ${id(3, 'b.lot')}, 1, ${id(4, 'b.n')}, ${id(1, 'b.firm')}, '{}' from drawn b where b.won`,
  ],
  [
    'awards',
    `insert into award (lot, state, candidates_text, candidates_sha256, candidates_signature, candidates_certificate, candidates_event,
       published_at, window_ends_at, award_text, awarded_at, amount_fen, ceiling_fen)
     select ${id(3, 'b.lot')}, 'awarded', repeat('{"candidates":1}', 100), md5(b.n::text), '\\x00', 'c', ${id(8, 'b.n')}, ${opened('b.lot')}, ${opened('b.lot')},
       jsonb_build_object('winner', jsonb_build_object('amount', b.price::text), 'said', repeat('中标', 300))::text, ${opened('b.lot')}, b.price * 100, 200000000
     from drawn b where b.won`,
  ],
  [
    'analyses',
    `insert into lot_analysis (lot, stage, at, version, score, screens)
     select ${id(3, 'n')}, s, ${opened('n')} + interval '1 minute', '1', case when n % 33 = 0 then 0.5 + random() / 2 else random() / 2 end,
       '{"cv":0.05,"rd":1.2,"rdnor":0.8,"skewness":0.1,"kurtosis":2.1,"spread":0.2,"diffp":0.01,"ks":0.3}'
     from size, generate_series(0, lots - 1) n, unnest(array['opening','price']) s`,
  ],
  [
    'clues',
    `insert into clue (id, number, project, lot, bids, stage, score, low, high, version, reasons, links, state, raised_at, due_by)
     select ${id(5, 'n')}, 'X' || lpad(n::text, 12, '0'), ${id(2, 'n')}, ${id(3, 'n')}, '[1, 2]', 'price', 0.5 + random() / 2, 0.4, 0.99, '1',
       ${reasons}, '[{"a":1,"b":2,"rule":"same-disk","words":{"zh":"同盘","en":"disk"},"source":{"zh":"声明","en":"declared"},"strength":0.8}]',
       (array['new','held','confirmed','dismissed','dismissed','case'])[1 + (n / 33) % 6], ${opened('n')}, ${opened('n')} + interval '7 days'
     from size, generate_series(0, lots - 1, 33) n`,
  ],
  [
    'text matches',
    `insert into text_match (id, lot, a, b, file_a, file_b, coverage_a, coverage_b, passages)
     select ${id(6, 'n')}, ${id(3, 'n')}, 1, 2, 'a.pdf', 'b.pdf', 0.3, 0.3, (select jsonb_agg(jsonb_build_object('a', x, 'b', x, 'errors', '[]'::jsonb))
       from (select jsonb_build_object('before', repeat('前', 60), 'text', repeat('同', 300), 'after', repeat('后', 60)) as x from generate_series(1, 40)) p)
     from size, generate_series(0, lots - 1, 33) n`,
  ],
  [
    'evidence marks',
    `insert into evidence_mark (kind, value, bid, lot, organisation, source, at)
     select k, case when k = 'contact' then 'F' || b.firm else md5(k || b.firm / (1 + b.n % 2)) end, ${id(4, 'b.n')}, ${id(3, 'b.lot')}, ${id(1, 'b.firm')}, 'declared', ${opened('b.lot')}
     from drawn b, unnest(array['${kinds.join("','")}']) k;
     insert into evidence_user select distinct kind, organisation from evidence_mark`,
  ],
  [
    'events',
    `insert into event (id, type, subject, actor, at, text, blind, leaf_index)
     select ${id(8, 'b.n')}, 'bidding.submitted', ${id(4, 'b.n')}::text, 'platform', ${opened('b.lot')}, '{"id":"e","type":"bidding.submitted","at":"2020-01-01T00:00:00.000Z","data":{"bid":"' || ${id(4, 'b.n')} || '"}}', sha256(b.n::text::bytea), 1000000000 + b.n
     from drawn b`,
  ],
  [
    'cases and listings',
    `insert into sanction_case (id, number, authority, authority_name, list, ground, subject, code, summary, state, officers, opened_by, opened_at)
     select ${id(7, 'n')}, 'A' || lpad(n::text, 12, '0'), (select organisation_id from person where roles ? 'supervisor' order by login limit 1), '公共资源交易监督管理局', 'violations', 'collusion',
       jsonb_build_object('kind', 'organisation', 'code', 'C' || lpad(n::text, 17, '0'), 'name', '城市建设工程第' || n || '有限公司'), 'C' || lpad(n::text, 17, '0'),
       '串通投标', (array['investigating','filed','closed'])[1 + n % 3], '[]', ${id(1, '0')}, ${opened('n')}
     from size, generate_series(0, firms / 20) n;
     insert into sanction (id, number, origin, authority, list, ground, subject, code, "from", until, state, decision, decision_sha256, decision_signature, event)
     select ${id(7, '1000000 + n')}, 'B' || lpad(n::text, 12, '0'), 'own', '监管局', 'violations', 'collusion',
       jsonb_build_object('kind', 'organisation', 'code', 'C' || lpad(n::text, 17, '0'), 'name', '城市建设工程第' || n || '有限公司'), 'C' || lpad(n::text, 17, '0'),
       ${opened('n')}, now() + interval '1 year', 'in-effect', '{}', md5(n::text), '\\x00', ${id(8, '0')}
     from size, generate_series(0, firms / 40) n`,
  ],
];

/** Fills the product's own tables with ten years of a city; `say` hears of each. Gives the number of bids. */
export async function fillCity(
  client: pg.Client,
  size: Size,
  folder: string,
  say: (what: string, seconds: number) => void,
): Promise<number> {
  const file = join(folder, 'drawn.csv');
  const bids = writeBids(size, file);
  await client.query(`
    create unlogged table drawn (n bigint generated always as identity, lot bigint, number int, firm bigint, price numeric, won boolean);
    create table size as select ${size.lots}::bigint as lots, ${size.firms}::bigint as firms`);
  await client.query(`copy drawn (lot, number, firm, price, won) from '${file}' csv`);
  for (const [what, sql] of steps) {
    const from = performance.now();
    await client.query(sql);
    say(what, (performance.now() - from) / 1000);
  }
  await client.query('drop table drawn, size');
  await client.query('vacuum analyze');
  return bids;
}
