import type { DemoProject, Works } from '../project.ts';
import { seeded } from '../random.ts';
import { catalogue } from './catalogue.ts';

/** One line of the bill of quantities. `milli` is the quantity in thousandths of its unit. */
export interface BillLine {
  readonly work: Works;
  /** Twelve digits: nine of the item, three of its order in this tender (GB 50500, 4.2.2). */
  readonly code: string;
  readonly name: string;
  readonly features: string;
  readonly unit: string;
  readonly milli: number;
  /** A usual unit price, in fen: where bidders' prices start from. Never published. */
  readonly usualFen: bigint;
}

/** Lump-sum measures: what they are, and their usual share of the priced lines, in hundredths of a percent. */
export const measures = [
  {
    code: '041109001001',
    name: '安全文明施工',
    basis: '不低于分部分项工程费的 2.5%',
    share: 250,
    fixed: true,
  },
  { code: '041109002001', name: '夜间施工', basis: '分部分项工程费', share: 22, fixed: false },
  { code: '041109003001', name: '二次搬运', basis: '分部分项工程费', share: 18, fixed: false },
  { code: '041109004001', name: '冬雨季施工', basis: '分部分项工程费', share: 31, fixed: false },
  {
    code: '041109005001',
    name: '行车、行人干扰增加',
    basis: '分部分项工程费',
    share: 46,
    fixed: false,
  },
  {
    code: '041109006001',
    name: '地上、地下设施、建筑物的临时保护',
    basis: '分部分项工程费',
    share: 58,
    fixed: false,
  },
  {
    code: '041109007001',
    name: '已完工程及设备保护',
    basis: '分部分项工程费',
    share: 14,
    fixed: false,
  },
  {
    code: '041106001001',
    name: '大型机械设备进出场及安拆',
    basis: '自主报价',
    share: 36,
    fixed: false,
  },
  { code: '041107002001', name: '排水、降水', basis: '自主报价', share: 64, fixed: false },
  { code: '041104001001', name: '便道及交通疏解', basis: '自主报价', share: 128, fixed: false },
] as const;

/** Statutory charges and value-added tax, in hundredths of a percent (chapter 5 of the documents). */
export const charges = { statutory: 180, tax: 900 } as const;

const whole = new Set(['座', '套', '个', '株', '根', '台', '块', '处']);

/** The bill of a project: quantities sized so that at usual prices it comes to about the ceiling. */
export function billOf(project: DemoProject): BillLine[] {
  const random = seeded(`bill/${project.key}`);
  const rough = project.works.flatMap(work => linesOf(work, project, random.int));
  const usual = rough.reduce((sum, l) => sum + (l.milli / 1000) * Number(l.usualFen), 0);
  const scale = targetOf(project) / usual;
  const counts = new Map<string, number>();
  return rough.map(line => {
    const order = (counts.get(line.code) ?? 0) + 1;
    counts.set(line.code, order);
    const code = line.code + String(order).padStart(3, '0');
    return { ...line, code, milli: rounded(line.milli * scale, line.unit) };
  });
}

/** What the priced lines may come to, in fen, for the whole to reach the ceiling. */
function targetOf(project: DemoProject): number {
  const share = measures.reduce((sum, m) => sum + m.share, 0) / 10_000;
  const untaxed = Number(project.ceilingFen) / (1 + charges.tax / 10_000);
  const works = (untaxed - Number(project.provisionalFen)) / (1 + charges.statutory / 10_000);
  return works / (1 + share);
}

function linesOf(
  work: Works,
  project: DemoProject,
  int: (from: number, to: number) => number,
): BillLine[] {
  const rows = catalogue[work].trim().split('\n');
  const stretches = work === 'bridge' ? [project.bridge ?? ''] : project.stretches;
  return rows.flatMap(row => {
    const [code = '', name = '', unit = '', price = '', quantity = '', features = ''] =
      row.split('|');
    return stretches.map(stretch => ({
      work,
      code,
      name,
      unit,
      features: `${features.replaceAll(';', '\n')}\n${features.split(';').length + 1}.部位:${stretch}`,
      milli: Number(quantity) * int(820, 1180),
      usualFen: BigInt(Math.round(Number(price) * 100)),
    }));
  });
}

/** Pieces whole, tonnes to the kilogram, all else to two decimals (GB 50500, 4.2.5). */
function rounded(milli: number, unit: string): number {
  if (whole.has(unit)) return Math.max(1, Math.round(milli / 1000)) * 1000;
  return unit === 't' ? Math.round(milli) : Math.round(milli / 10) * 10;
}
