import {
  authority,
  firmCode,
  firmName,
  id,
  leaf,
  opened,
  reference,
  type Step,
  sha256,
  spread,
} from './terms.ts';

const reasons = `jsonb_build_array(
  jsonb_build_object('rule', (array['same-disk','same-account','text-copied','price-ring'])[1 + n % 4],
    'words', jsonb_build_object('zh', '两份投标的来源相同', 'en', 'One source'), 'logOdds', 2.5, 'bids', jsonb_build_array(1, 2),
    'innocent', jsonb_build_array(jsonb_build_object('zh', '同一打印店', 'en', 'a copy shop')), 'article', null,
    'evidence', jsonb_build_object('values', repeat('x', 400))),
  jsonb_build_object('rule', 'price-closeness', 'words', jsonb_build_object('zh', '报价异常接近', 'en', 'Close prices'),
    'logOdds', 1.4, 'bids', '[]'::jsonb, 'innocent', '[]'::jsonb, 'article', null, 'evidence', '{}'::jsonb))`;

const kinds = ['computer', 'disk', 'address', 'contact', 'account', 'author'];

/** Cases of ten years: half of them led to a listing. */
const cases = `(select 3 * firms / 20 as cases from size) c`;
const caseAt = spread('n', 'c.cases');
const caseState = `case when n % 2 = 0 then 'listed' when n % 40 = 1 then 'investigating' when n % 40 = 3 then 'noticed'
  when n % 3 = 0 then 'dropped' else 'dismissed' end`;
const respondent = `jsonb_build_object('kind', 'organisation', 'code', ${firmCode('n * 7 % firms')}, 'name', ${firmName('n * 7 % firms')})`;

/** Of listings most have ended: their time, a repair, a decision that took them back. */
const listed = `generate_series(0, c.cases - 1, 2) n, lateral (select ${caseAt} + interval '90 days' as at) d,
  lateral (select case when n % 26 = 0 then 'suspended' when n % 14 = 0 then 'repaired' when n % 34 = 0 then 'revoked'
    when at < now() - interval '18 months' then 'expired' else 'in-effect' end as state) s`;

/** What the supervisors' desk holds after ten years, and no longer than it may be kept. */
export const desk: readonly Step[] = [
  [
    'analyses',
    `insert into lot_analysis (lot, stage, at, version, score, screens)
     select ${id(3, 'n')}, s, ${opened('n')} + interval '1 minute', '1', case when n % 33 = 0 then 0.5 + random() / 2 else random() / 2 end,
       '{"cv":0.05,"rd":1.2,"rdnor":0.8,"skewness":0.1,"kurtosis":2.1,"spread":0.2,"diffp":0.01,"ks":0.3}'
     from size, generate_series(0, lots - 1) n, unnest(array['opening','price']) s`,
  ],
  [
    'clues',
    `insert into clue (id, number, project, lot, bids, stage, score, low, high, version, reasons, links, state, raised_at, due_by, judged_at, sanction_case, about, parties, series)
     select ${id(5, 'n')}, ${reference('X', 'n', opened('n'))}, ${id(2, 'n')}, ${id(3, 'n')}, '[1, 2]', 'price', 0.5 + random() / 2, 0.4, 0.99, '1',
       ${reasons}, '[{"a":1,"b":2,"rule":"same-disk","words":{"zh":"同盘","en":"disk"},"source":{"zh":"声明","en":"declared"},"strength":0.8}]',
       state, ${opened('n')}, ${opened('n')} + interval '7 days', case when state in ('dismissed', 'case') then ${opened('n')} + interval '5 days' end,
       case when state = 'case' then ${id(7, 'n / 33')} end, 'lot', '[]', '[]'
     from size, generate_series(0, lots - 1, 33) n,
       lateral (select (array['new','held','confirmed','dismissed','dismissed','case'])[1 + (n / 33) % 6] as state) s
     where state <> 'dismissed' or ${opened('n')} > now() - interval '35 months'`,
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
     from drawn b, unnest(array['${kinds.join("','")}']) k where ${opened('b.lot')} > now() - interval '60 months';
     insert into evidence_user select distinct kind, organisation from evidence_mark`,
  ],
  [
    'sealed traces',
    `insert into sealed_trace (id, lot, sealed) select ${id(12, 'b.n')}, ${id(3, 'b.lot')}, decode(repeat(md5(b.n::text), 20), 'hex') from drawn b`,
  ],
  [
    'cases',
    `insert into sanction_case (id, number, authority, authority_name, list, ground, subject, code, summary, state, officers, opened_by, opened_at, due, sanction)
     select ${id(7, 'n')}, ${reference('C', 'n', caseAt)}, ${authority}, '公共资源交易监督管理局', 'violations', (array['collusion','fraud','refusal-to-sign'])[1 + n % 3],
       ${respondent}, ${firmCode('n * 7 % firms')}, '串通投标', ${caseState}, '[]', ${id(1, '0')}, ${caseAt},
       case when ${caseState} in ('investigating', 'noticed') then ${caseAt} + interval '90 days' end,
       case when n % 2 = 0 then ${reference('L', 'n', `${caseAt} + interval '90 days'`)} end
     from size, ${cases}, generate_series(0, c.cases - 1) n;
     insert into sanction_act (id, "case", position, act, person, name, text, sha256, signature, certificate_sha256, at, event)
     select ${id(13, 'n * 4 + a')}, ${id(7, 'n')}, a, (array['investigate','notice','decide','publish'])[a + 1], ${id(1, '0')}, '何建国', repeat('{"reason":"依法办理"}', 60), ${sha256('n * 4 + a')},
       decode(repeat('30', 3000), 'hex'), ${sha256('n')}, ${caseAt} + a * interval '20 days', ${id(14, 'n * 4 + a')}
     from size, ${cases}, generate_series(0, c.cases - 1) n, generate_series(0, 3) a;
     insert into sanction_evidence (id, owner, kind, name, sha256, bytes, source, rule, person, at)
     select ${id(15, 'n * 3 + e')}, ${id(7, 'n')}, 'file', '询问笔录.pdf', ${sha256('n * 3 + e')}, 200000, null, null, ${id(1, '0')}, ${caseAt}
     from size, ${cases}, generate_series(0, c.cases - 1) n, generate_series(0, 2) e`,
  ],
  [
    'listings',
    `insert into sanction (id, number, origin, authority, list, ground, subject, code, "from", until, state, suspended_at, "case", decision, decision_sha256, decision_signature, event)
     select ${id(16, 'n')}, ${reference('L', 'n', 'at')}, '云江市公共资源交易中心', '公共资源交易监督管理局', 'violations', (array['collusion','fraud','refusal-to-sign'])[1 + n % 3],
       ${respondent}, ${firmCode('n * 7 % firms')}, at, at + interval '18 months', state, case when state = 'suspended' then at end, ${id(7, 'n')},
       jsonb_build_object('facts', repeat('经查，该单位与他人串通投标。', 40), 'defence', '未提出申辩', 'articles', jsonb_build_array('招标投标法第五十三条'), 'remedies', jsonb_build_object('zh', '可以申请行政复议', 'en', 'review'))::text, ${sha256('n')}, decode(repeat('30', 3000), 'hex'), ${id(17, 'n')}
     from size, ${cases}, ${listed};
     insert into sanction_entry (number, kind, event, at)
     select ${reference('L', 'n', 'at')}, kind, ${id(17, 'n')}, said from size, ${cases}, ${listed},
       lateral (values ('listed', at), (state, at + interval '6 months')) as e(kind, said) where kind <> 'in-effect' order by said;
     insert into event (id, type, subject, actor, at, text, blind, leaf_index)
     select ${id(17, 'n')}, 'blacklist.listed', ${reference('L', 'n', 'at')}, 'platform', at, '{}', sha256(n::text::bytea), ${leaf(17, 'n')} from size, ${cases}, ${listed}`,
  ],
  [
    'facts of credit',
    `insert into credit_entry (id, number, authority, authority_name, code, statement, state, entered_at, published_at, event)
     select ${id(18, 'n')}, ${reference('F', 'n', spread('n', '(firms / 2)'))}, ${authority}, '公共资源交易监督管理局', ${firmCode('n * 3 % firms')},
       jsonb_build_object('format', 'kaibiao-credit-fact/1', 'code', ${firmCode('n * 3 % firms')}, 'name', ${firmName('n * 3 % firms')},
         'kind', (array['award-city','performance-good','penalty-minor','penalty-general'])[1 + n % 4], 'agency', '市住房和城乡建设局', 'documentNumber', '建罚〔2024〕' || n || '号',
         'decidedOn', to_char(${spread('n', '(firms / 2)')}, 'YYYY-MM-DD'), 'documentSha256', ${sha256('n')}, 'summary', '依法作出决定', 'replaces', null),
       case when n % 10 = 0 then 'entered' else 'published' end, ${spread('n', '(firms / 2)')},
       case when n % 10 <> 0 then ${spread('n', '(firms / 2)')} + interval '10 days' end, ${id(19, 'n')}
     from size, generate_series(0, firms / 2 - 1) n;
     insert into credit_document (authority, sha256, name, bytes, person, at)
     select ${authority}, ${sha256('n')}, '决定书.pdf', 300000, ${id(1, '0')}, now() - interval '1 year' from size, generate_series(0, firms / 2 - 1) n;
     insert into credit_act (entry, position, act, text, sha256, signature, certificate_sha256, person, name, at)
     select ${id(18, 'n')}, a, (array['enter','confirm','publish'])[a + 1], '{"reason":"依法办理"}', ${sha256('n * 3 + a')}, decode(repeat('30', 3000), 'hex'), ${sha256('n')}, ${id(1, '0')}, '何建国', ${spread('n', '(firms / 2)')}
     from size, generate_series(0, firms / 2 - 1) n, generate_series(0, 2) a;
     insert into credit_objection (id, fact, code, name, organisation, state, text, sha256, signature, certificate_sha256, filed_at, due, decision, decided_by, decided_at)
     select ${id(21, 'n')}, 'entry:' || number, code, '某公司', ${id(1, '0')}, case when n < 40 then 'filed' when n % 3 = 0 then 'granted' else 'rejected' end, jsonb_build_object('format', 'kaibiao-credit-objection/1', 'fact', 'entry:' || number, 'text', '与事实不符')::text, ${sha256('n')}, decode(repeat('30', 3000), 'hex'), ${sha256('n')},
       published_at, published_at + interval '7 days', case when n >= 40 then '{"reason":"核实属实"}' end, case when n >= 40 then '何建国' end, case when n >= 40 then published_at + interval '5 days' end
     from (select row_number() over (order by number desc) as n, number, code, published_at from credit_entry where state = 'published' limit 1000) e`,
  ],
];
