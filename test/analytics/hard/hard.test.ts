import { describe, expect, test } from 'vitest';
import { readDocumentMarks } from '../../../src/analytics/documents/read-document.ts';
import type { Finding } from '../../../src/analytics/finding.ts';
import type {
  EvidenceKind,
  LotEvidence,
  Observation,
  Usage,
} from '../../../src/analytics/hard/evidence.ts';
import { givenBy, observationsOf } from '../../../src/analytics/hard/from-marks.ts';
import { sameAccount } from '../../../src/analytics/hard/same-account.ts';
import { sameAddress } from '../../../src/analytics/hard/same-address.ts';
import { sameAuthor } from '../../../src/analytics/hard/same-author.ts';
import { sameComputer } from '../../../src/analytics/hard/same-computer.ts';
import { sameContact } from '../../../src/analytics/hard/same-contact.ts';
import { sameDisk } from '../../../src/analytics/hard/same-disk.ts';
import { sameDocumentId } from '../../../src/analytics/hard/same-document-id.ts';
import { sameLicence } from '../../../src/analytics/hard/same-licence.ts';
import { sameMac } from '../../../src/analytics/hard/same-mac.ts';
import { sameOwner } from '../../../src/analytics/hard/same-owner.ts';
import { samePerson } from '../../../src/analytics/hard/same-person.ts';
import { say } from '../../../src/analytics/words.ts';
import { docx } from '../documents/files.ts';

const rivals = ['甲', '乙', '丙', '丁', '戊'];

/** A city of 2,000 organisations in which some values are known to be common. */
const city = (common: Readonly<Record<string, number>> = {}): Usage => ({
  organisations: () => 2000,
  users: (_, value) => common[value] ?? 0,
});

const seen = (kind: EvidenceKind, values: readonly string[]): Observation[] =>
  values.map((value, i) => ({ bidder: rivals[i] ?? '', kind, value, source: `上传 ${i + 1}` }));

const lot = (observations: Observation[], more: Partial<LotEvidence> = {}): LotEvidence => ({
  observations,
  tender: [],
  explained: new Map(),
  ...more,
});

interface Case {
  readonly indicator: (lot: LotEvidence, usage: Usage) => Finding[];
  readonly kind: EvidenceKind;
  /** The same value, as two sources write it. */
  readonly same: readonly [string, string];
  readonly plain: string;
  readonly others: readonly [string, string, string];
  /** A value that everybody has and that identifies nobody; where the kind knows one. */
  readonly nobody: string | null;
}

const cases: Record<string, Case> = {
  'same-computer': {
    indicator: sameComputer,
    kind: 'computer',
    same: ['4C4C-4544-0051', '4c4c45440051'],
    plain: '4c4c45440051',
    others: ['a1b2c3', 'd4e5f6', 'a7b8c9'],
    nobody: 'To be filled by O.E.M.',
  },
  'same-disk': {
    indicator: sameDisk,
    kind: 'disk',
    same: ['WD-WX12A3', ' wd-wx12a3'],
    plain: 'wdwx12a3',
    others: ['ST1000A', 'ST1000B', 'ST1000C'],
    nobody: '00000000',
  },
  'same-mac': {
    indicator: sameMac,
    kind: 'mac',
    same: ['3C-52-82-0A-0B-0C', '3c:52:82:0a:0b:0c'],
    plain: '3c52820a0b0c',
    others: ['3c52820a0b0d', '3c52820a0b0e', '3c52820a0b0f'],
    nobody: '00:50:56:c0:00:08',
  },
  'same-licence': {
    indicator: sameLicence,
    kind: 'licence',
    same: ['GLD-990017', 'gld990017'],
    plain: 'gld990017',
    others: ['GLD-1A01', 'GLD-1A02', 'GLD-1A03'],
    nobody: '123456',
  },
  'same-address': {
    indicator: sameAddress,
    kind: 'address',
    same: ['221.224.1.9', '::ffff:221.224.1.9'],
    plain: '221.224.1.9',
    others: ['58.210.0.1', '58.210.0.2', '58.210.0.3'],
    nobody: '192.168.1.5',
  },
  'same-account': {
    indicator: sameAccount,
    kind: 'account',
    same: ['1102 0212 0900 1234', '1102021209001234'],
    plain: '1102021209001234',
    others: ['32201988001', '32201988002', '32201988003'],
    nobody: null,
  },
  'same-person': {
    indicator: samePerson,
    kind: 'person',
    same: ['32050019800101123X', '32050019800101123x'],
    plain: '32050019800101123x',
    others: ['320500198001011001', '320500198001011002', '320500198001011003'],
    nobody: '张伟',
  },
  'same-contact': {
    indicator: sameContact,
    kind: 'contact',
    same: ['+86 138 1234 5678', '１３８１２３４５６７８'],
    plain: '13812345678',
    others: ['13900000001', '13900000002', '13900000003'],
    nobody: '400-820-8820',
  },
  'same-document-id': {
    indicator: sameDocumentId,
    kind: 'document-id',
    same: ['uuid:5E3C-77', 'UUID:5e3c77'],
    plain: 'uuid5e3c77',
    others: ['uuid:1a', 'uuid:1b', 'uuid:1c'],
    nobody: '00000000',
  },
  'same-owner': {
    indicator: sameOwner,
    kind: 'owner',
    same: ['91440000MA5TEST001', '91440000ma5test001'],
    plain: '91440000ma5test001',
    others: ['91440000MA5TEST002', '91440000MA5TEST003', '0a'.repeat(32)],
    nobody: '张三',
  },
  'same-author': {
    indicator: sameAuthor,
    kind: 'author',
    same: ['Zhang San', 'zhang san'],
    plain: 'zhangsan',
    others: ['李四', '王五', '赵六'],
    nobody: '微软用户',
  },
};

describe.each(Object.entries(cases))(
  '%s',
  (id, { indicator, kind, same, plain, others, nobody }) => {
    const matched = seen(kind, [...same, ...others]);

    test('positive: two rivals share what hardly anybody here has', () => {
      const [found, ...more] = indicator(lot(matched), city());
      expect(more).toEqual([]);
      expect(found?.id).toBe(id);
      expect(found?.strength).toBeGreaterThan(0.95);
      expect(found?.evidence).toMatchObject({
        value: plain,
        bidders: ['乙', '甲'],
        users: 0,
        explanation: null,
      });
      expect(found?.evidence.sources).toEqual(['乙: 上传 2', '甲: 上传 1']);
      expect(say(found?.why ?? { code: '', params: {} }, 'zh')).toContain(plain);
    });

    test('negative: each has its own; and one bidder alone twice is no match', () => {
      expect(indicator(lot(seen(kind, [same[0], ...others])), city())).toEqual([]);
      const twice = matched.slice(0, 2).map(each => ({ ...each, bidder: '甲' }));
      expect(indicator(lot(twice), city())).toEqual([]);
    });

    test('innocent: so common here that rivals share it by chance', () => {
      const [found] = indicator(lot(matched), city({ [plain]: 400 }));
      expect(found?.strength).toBe(0);
      expect(found?.evidence.users).toBe(400);
    });

    test('innocent: it came with the tender, or the register explains it', () => {
      expect(indicator(lot(matched, { tender: [same[1]] }), city())).toEqual([]);
      const explained = new Map([[same[1], { why: '代理机构', weight: 0 }]]);
      const [found] = indicator(lot(matched, { explained }), city());
      expect([found?.strength, found?.evidence.explanation]).toEqual([
        0,
        { why: '代理机构', weight: 0 },
      ]);
    });

    test.skipIf(nobody === null)('innocent: a value that identifies nobody', () => {
      const value = nobody ?? '';
      expect(indicator(lot(seen(kind, [value, value, ...others])), city())).toEqual([]);
    });
  },
);

test('the prior: the rarer here, the stronger; a short history moves the base rate little', () => {
  const matched = lot(
    seen('address', ['221.224.1.9', '221.224.1.9', '58.210.0.1', '58.210.0.2', '58.210.0.3']),
  );
  const strengths = [0, 20, 100, 400].map(
    users => sameAddress(matched, city({ '221.224.1.9': users }))[0]?.strength ?? -1,
  );
  expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
  expect(new Set(strengths).size).toBe(4);
  const young: Usage = { organisations: () => 5, users: () => 1 };
  expect(sameAddress(matched, young)[0]?.evidence.q).toBeCloseTo(2 / 55, 12);
});

test('three of five that share are stronger than two, and the order of observations changes nothing', () => {
  const [a, b] = ['221.224.1.9', '58.210.0.1'];
  const usage = city({ [a ?? '']: 100 });
  const of = (values: string[]) => lot(seen('address', values));
  const two = of([a ?? '', a ?? '', b ?? '', '58.210.0.2', '58.210.0.3']);
  const three = of([a ?? '', a ?? '', a ?? '', '58.210.0.2', '58.210.0.3']);
  const strength = (each: LotEvidence) => sameAddress(each, usage)[0]?.strength ?? 0;
  expect(strength(three)).toBeGreaterThan(strength(two));
  const turned = { ...three, observations: three.observations.toReversed() };
  expect(sameAddress(turned, usage)).toEqual(sameAddress(three, usage));
});

test('from the files themselves: a shared rsid is found, the template’s own is not', async () => {
  const marks = (rsids: string[], author: string) =>
    readDocumentMarks(docx(['正文'], { rsids, author }), '技术标.docx');
  const template = await marks(['00A77427'], '招标代理');
  const of = async (bidder: string, rsids: string[], author: string) =>
    observationsOf(bidder, '技术标.docx', await marks(['00A77427', ...rsids], author));
  const observations = [
    ...(await of('甲', ['00B11111', '00C22222'], '陈工')),
    ...(await of('乙', ['00B11111', '00D33333'], '林工')),
  ];
  // Both files of the fixture have one document id; it stands for the template's.
  const found = sameDocumentId(lot(observations, { tender: givenBy(template) }), city());
  expect(found.map(each => each.evidence.value)).toEqual(['00b11111']);
});
