import { openTenderRules } from '../../src/tender/methods/open-tender.ts';
import { firmCode, firmName, id, leaf, opened, type Step, sha256 } from './terms.ts';

const rules = JSON.stringify({ ...openTenderRules, ceiling: '2000000.00' }).replaceAll("'", "''");

const time = (at: string) => `to_char((${at}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const candidate = `jsonb_build_object('rank', 1, 'bid', ${id(4, 'b.n')}, 'bidder', ${firmName('b.firm')}, 'amount', b.price::text,
  'periodDays', 365, 'manager', '经理' || b.firm, 'managerCertificate', '一建' || b.firm, 'quality', '合格',
  'technical', '35.50', 'price', '58.20', 'total', '93.70')`;

/** Winning bids of lots that came to an award. */
const won = `drawn b join lot l on l.id = ${id(3, 'b.lot')} join project p on p.id = l.project_id
  where b.won and l.state in ('awarded', 'contracted')`;

/** What every event says of itself, and this of its own. */
const event = (
  kind: number,
  type: string,
  n: string,
  subject: string,
  said: string,
  of: string,
) => `
  insert into event (id, type, subject, actor, at, text, blind, leaf_index)
  select ${id(kind, n)}, '${type}', ${subject}::text, 'platform', ${opened('b.lot')},
    jsonb_build_object('id', ${id(kind, n)}, 'type', '${type}', 'at', ${time(opened('b.lot'))}, 'data', ${said})::text,
    sha256((${n})::text::bytea), ${leaf(kind, n)} from ${of};`;

/** Projects, lots, bids, results and contracts. Not what is signed: no page here verifies it. */
export const trades: readonly Step[] = [
  [
    'organisations',
    `insert into organisation (id, name, code, city, kinds, registered_at)
     select ${id(1, 'n')}, ${firmName('n')}, ${firmCode('n')}, '云江', '["bidder"]', now() - interval '10 years'
     from size, generate_series(0, firms - 1) n`,
  ],
  [
    'projects',
    `insert into project (id, code, state, version, tenderer, content, created_at, saved_at, name, city, industry,
       tenderer_name, published_at, deadline, ceiling_fen)
     select ${id(2, 'n')}, 'YJ' || lpad(n::text, 9, '0'), 'published', 1, ${id(1, 'n % 997 % firms')},
       jsonb_build_object('name', '第' || n || '号道路改造工程', 'city', (array['云江','临港'])[1 + n % 2],
         'industry', (array['building','transport','water','procurement'])[1 + n % 4], 'fundSource', '财政资金', 'approval', '发改〔2020〕' || n || '号',
         'summary', repeat('施工总承包。', 60), 'contact', jsonb_build_object('name', '何工', 'phone', '0'), 'agency', null, 'lots', '[]'::jsonb,
         'schedule', jsonb_build_object('issueFrom', ${time("t - interval '30 days'")}, 'issueTo', ${time("t - interval '23 days'")},
           'deadline', ${time('t')}, 'evaluationFrom', ${time('t')})),
       t - interval '40 days', t - interval '40 days', '第' || n || '号道路改造工程', (array['云江','临港'])[1 + n % 2],
       (array['building','transport','water','procurement'])[1 + n % 4], '城市建设投资有限公司' || n % 97, t - interval '30 days', t, 200000000 + n
     from size, generate_series(0, lots - 1) n, lateral (select ${opened('n')} - interval '1 hour' as t) d`,
  ],
  [
    'lots',
    `insert into lot (id, project_id, position, title, state, rules, rules_sha256, deadline, committee_spki, committee_k, committee_n,
       committee_key_sha256, draw_seed_commit)
     select ${id(3, 'n')}, p.id, 1, '施工', case when n > lots - 60 then 'evaluating' when n % 20 = 0 then 'failed' when n > lots * 0.99 then 'awarded' else 'contracted' end,
       '${rules}'::jsonb, ${sha256('n')}, p.deadline, '\\x00', 1, 1, ${sha256('n')}, ${sha256('n')}
     from size, generate_series(0, lots - 1) n join project p on p.code = 'YJ' || lpad(n::text, 9, '0')`,
  ],
  [
    'documents',
    `insert into tender_document (id, project_id, name, kind, bytes, sha256, added_at, published_at)
     select ${id(30 + 1, 'n * 3 + d')}, ${id(2, 'n')}, (array['招标文件.pdf','工程量清单.xlsx','图纸.zip'])[d + 1], (array['tender','bill','drawing'])[d + 1],
       1000000 + n, ${sha256('n * 3 + d')}, ${opened('n')} - interval '30 days', ${opened('n')} - interval '30 days'
     from size, generate_series(0, lots - 1) n, generate_series(0, 2) d`,
  ],
  [
    'halls',
    `insert into hall (lot, stage, closed_at, root, close_event, close_token, window_ends_at, revealed_at, record, record_sha256, swept_at)
     select ${id(3, 'n')}, 'finished', ${opened('n')}, ${sha256('n')}, ${id(9, 'n')}, '\\x00', ${opened('n')}, ${opened('n')}, repeat('{"record":1}', 200), ${sha256('n')}, ${opened('n')}
     from size, generate_series(0, lots - 1) n`,
  ],
  [
    'bids',
    `insert into bid (id, project, lot, organisation, kind, sequence, manifest, manifest_sha256, certificate_sha256, certificate_status,
       received_at, person, address, reference, event, receipt, signature, timestamp_token)
     select ${id(4, 'b.n')}, ${id(2, 'b.lot')}, ${id(3, 'b.lot')}, ${id(1, 'b.firm')}, 'submitted', 1, decode(repeat('30', 900), 'hex'), ${sha256('b.n')}, ${sha256('b.firm')}, 'valid',
       ${opened('b.lot')} - interval '1 day', 'p', '203.0.113.1', 'R' || b.n, ${id(8, 'b.n')}, repeat('{"receipt":1}', 40), '\\x00', '\\x00'
     from drawn b`,
  ],
  [
    'opened bids',
    `insert into sealed_bid (bid, lot, number, organisation, bidder, released_at, fate, opened)
     select ${id(4, 'b.n')}, ${id(3, 'b.lot')}, b.number, ${id(1, 'b.firm')}, ${firmName('b.firm')}, ${opened('b.lot')}, case when b.n % 1500 = 7 then 'revoked' else 'opened' end,
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
    'bonds',
    `insert into bond_payment (id, lot, organisation, form, reference, payer_name, payer_account, amount_fen, at, recorded_by, address, recorded_at,
       refund_cause, refund_since, refund_due_at, returned_at, kept)
     select ${id(20, 'b.n')}, ${id(3, 'b.lot')}, ${id(1, 'b.firm')}, 'transfer', 'B' || b.n, ${firmName('b.firm')}, '6222' || b.firm, 4000000, ${opened('b.lot')} - interval '2 days', 'p', '203.0.113.1', ${opened('b.lot')} - interval '2 days',
       case when b.n % 1500 <> 7 then 'lost' end, ${opened('b.lot')}, ${opened('b.lot')} + interval '7 days', case when b.n % 1500 <> 7 then ${opened('b.lot')} + interval '5 days' end,
       case when b.n % 1500 = 7 then '开标后撤销投标' end
     from drawn b`,
  ],
  [
    'candidates',
    `insert into award_candidate (lot, rank, bid, organisation, said) select l.id, 1, ${id(4, 'b.n')}, ${id(1, 'b.firm')}, ${candidate} from ${won}`,
  ],
  [
    'awards',
    `insert into award (lot, state, candidates_text, candidates_sha256, candidates_signature, candidates_certificate, candidates_event,
       published_at, window_ends_at, award_text, award_sha256, awarded_at, amount_fen, ceiling_fen, round)
     select l.id, 'awarded', repeat('{"candidates":1}', 100), ${sha256('b.n')}, '\\x00', 'c', ${id(8, 'b.n')}, ${opened('b.lot')}, ${opened('b.lot')},
       jsonb_build_object('format', 'kaibiao-award/1', 'reference', 'A' || b.n, 'project', p.id, 'lot', l.id, 'code', p.code, 'title', p.name,
         'tenderer', p.tenderer_name, 'agency', null, 'reportSha256', ${sha256('b.n')}, 'candidatesSha256', ${sha256('b.n')}, 'passedOver', '[]'::jsonb,
         'winner', ${candidate}, 'contractWithinDays', 30)::text, ${sha256('b.n')}, ${opened('b.lot')}, b.price * 100, b.price * 105, 1 from ${won}`,
  ],
  [
    'contracts',
    `insert into lot_contract (lot, terms, text, signature, certificate_sha256, recorded_at)
     select l.id, jsonb_build_object('amount', b.price::text, 'signedOn', to_char(${opened('b.lot')} + interval '20 days', 'YYYY-MM-DD'), 'periodDays', 365,
         'manager', '经理' || b.firm, 'performanceBond', '0.00', 'documentSha256', ${sha256('b.n')}),
       repeat('{"contract":1}', 60), '\\x00', ${sha256('b.firm')}, ${opened('b.lot')} + interval '21 days' from ${won} and l.state = 'contracted'`,
  ],
  [
    'events',
    [
      event(
        8,
        'bidding.submitted',
        'b.n',
        id(4, 'b.n'),
        `jsonb_build_object('bid', ${id(4, 'b.n')})`,
        'drawn b',
      ),
      event(
        9,
        'opening.closed',
        'b.lot',
        id(3, 'b.lot'),
        `'{"sealed":7}'`,
        'drawn b where b.number = 1',
      ),
      event(
        10,
        'opening.revealed',
        'b.lot',
        id(3, 'b.lot'),
        `'{"bids":[]}'`,
        'drawn b where b.number = 1',
      ),
      event(11, 'contract.recorded', 'b.lot', id(3, 'b.lot'), `'{}'`, won),
    ].join('\n'),
  ],
];
