import type { Organisation } from '../../contracts/registry.ts';
import type { Role } from '../../contracts/route.ts';
import { type DemoExpert, experts } from './city-experts.ts';
import { creditCode } from './credit-code.ts';

/** Two cities that do not exist; 99 is no province of GB/T 2260, so no code of theirs is anybody's. */
export const cities = {
  yunjiang: { name: '云江市', area: '990100', prefix: 'YJ' },
  wangchuan: { name: '望川市', area: '990200', prefix: 'WC' },
} as const;
export type CityKey = keyof typeof cities;

export interface Venue {
  readonly city: string;
  readonly name: string;
  readonly address: string;
  readonly rooms: readonly string[];
}

export const venues: readonly Venue[] = [
  {
    city: cities.yunjiang.name,
    name: '云江市公共资源交易中心',
    address: '云江市滨江新区政务路 8 号',
    rooms: ['402 评标室', '406 评标室', '408 评标室'],
  },
  {
    city: cities.wangchuan.name,
    name: '望川市公共资源交易中心',
    address: '望川市城东大道 116 号',
    rooms: ['302 评标室', '305 评标室'],
  },
];

export interface DemoOrganisation extends Omit<Organisation, 'id'> {
  /** Refers to it within the demo; never shown. */
  readonly key: string;
  readonly address: string;
  readonly phone: string;
}

type Kind = Organisation['kinds'][number];
const organisation = (
  key: string,
  city: CityKey,
  kind: Kind,
  name: string,
  body: string,
  address: string,
  phone: string,
): DemoOrganisation => {
  const { name: cityName, area } = cities[city];
  const sort = {
    tenderer: '12',
    agency: '91',
    bidder: '91',
    centre: '12',
    supervision: '11',
  } as const;
  const code = creditCode(sort[kind], area, body);
  return {
    key,
    name,
    code,
    city: cityName,
    kinds: [kind],
    basicAccount: kind === 'bidder' ? `62${code.replace(/\D/g, '').padEnd(15, '0')}` : null,
    address: `${cityName}${address}`,
    phone,
  };
};

export const organisations: readonly DemoOrganisation[] = [
  organisation(
    'centre',
    'yunjiang',
    'centre',
    '云江市公共资源交易中心',
    '40100021',
    '滨江新区政务路 8 号',
    '0000-8800 0100',
  ),
  organisation(
    'centre-wangchuan',
    'wangchuan',
    'centre',
    '望川市公共资源交易中心',
    '40200017',
    '城东大道 116 号',
    '0000-6600 0100',
  ),
  organisation(
    'supervision',
    'yunjiang',
    'supervision',
    '云江市住房和城乡建设局',
    '00100432',
    '滨江新区政务路 2 号',
    '0000-8800 5678',
  ),
  organisation(
    'tenderer',
    'yunjiang',
    'tenderer',
    '云江市城市建设发展中心',
    '40100305',
    '望江路 27 号',
    '0000-8800 1234',
  ),
  organisation(
    'tenderer-wangchuan',
    'wangchuan',
    'tenderer',
    '望川市市政工程建设事务中心',
    '40200288',
    '河滨路 59 号',
    '0000-6600 2345',
  ),
  organisation(
    'agency',
    'yunjiang',
    'agency',
    '云江正衡工程咨询有限公司',
    'MA1K7Q3D',
    '滨江新区云启大厦 12 层',
    '0000-8800 3300',
  ),
  organisation(
    'hengzhu',
    'yunjiang',
    'bidder',
    '云江恒筑建设集团有限公司',
    '71000236',
    '建业大道 1 号',
    '0000-8811 2201',
  ),
  organisation(
    'tongze',
    'yunjiang',
    'bidder',
    '云江同泽建筑工程有限公司',
    '71004819',
    '同泽路 66 号',
    '0000-8811 3306',
  ),
  organisation(
    'huayi',
    'wangchuan',
    'bidder',
    '望川华屹建工有限公司',
    '72001157',
    '华屹路 18 号',
    '0000-6611 4418',
  ),
  organisation(
    'qinglan',
    'wangchuan',
    'bidder',
    '青岚路桥工程有限公司',
    '72003362',
    '青岚大道 209 号',
    '0000-6611 5509',
  ),
  organisation(
    'zhongdi',
    'yunjiang',
    'bidder',
    '临湖中砥建设有限公司',
    '71009945',
    '临湖路 88 号',
    '0000-8811 6688',
  ),
  organisation(
    'hongyuan',
    'wangchuan',
    'bidder',
    '鹿鸣宏远市政工程有限公司',
    '72007740',
    '鹿鸣街 31 号',
    '0000-6611 7731',
  ),
  organisation(
    'anlan',
    'yunjiang',
    'bidder',
    '安澜市政建设有限公司',
    '71012073',
    '安澜路 5 号',
    '0000-8811 8805',
  ),
  organisation(
    'beian',
    'wangchuan',
    'bidder',
    '北岸基础工程有限公司',
    '72010284',
    '北岸路 140 号',
    '0000-6611 9914',
  ),
];

export interface DemoPerson {
  /** Sign-in name; also names the person within the demo. */
  readonly login: string;
  readonly name: string;
  /** Key of the organisation; null for experts and administrators of the platform itself. */
  readonly organisation: string | null;
  readonly roles: readonly Role[];
  readonly title: string;
  readonly expert?: DemoExpert;
}

const person = (
  login: string,
  name: string,
  organisation: string | null,
  role: Role,
  title: string,
): DemoPerson => ({ login, name, organisation, roles: [role], title });

const staff: readonly DemoPerson[] = [
  person('lin.shuyao', '林叔尧', 'tenderer', 'tenderer', '招标人代表'),
  person('he.wangshu', '何望舒', 'tenderer-wangchuan', 'tenderer', '招标人代表'),
  person('zhou.yanqiu', '周砚秋', 'agency', 'agency', '招标代理项目负责人'),
  person('fang.zhizhou', '方知舟', 'supervision', 'supervisor', '招标投标监督科'),
  person('su.wanqing', '苏晚晴', 'supervision', 'supervisor', '行政执法科'),
  person('gu.beichen', '顾北辰', 'supervision', 'supervisor', '行政执法科'),
  person('shen.mingyuan', '沈明远', 'supervision', 'supervisor', '政策法规科'),
  person('tang.ruolin', '唐若霖', 'centre', 'operator', '开标服务'),
  person('su.jinghe', '苏敬禾', 'centre', 'finance', '保证金管理'),
  person('meng.qingchuan', '孟清川', 'centre-wangchuan', 'operator', '副场管理'),
  person('sysadmin', '钟以恒', 'centre', 'system-admin', '系统管理员'),
  person('secadmin', '闻人策', 'centre', 'security-admin', '安全管理员'),
  person('auditadmin', '管彤辉', 'centre', 'audit-admin', '审计管理员'),
];

const bidders: readonly DemoPerson[] = [
  person('hengzhu', '蒋惟安', 'hengzhu', 'bidder', '委托代理人'),
  person('tongze', '温其远', 'tongze', 'bidder', '委托代理人'),
  person('huayi', '雷秉谦', 'huayi', 'bidder', '委托代理人'),
  person('qinglan', '岑若虚', 'qinglan', 'bidder', '委托代理人'),
  person('zhongdi', '倪思源', 'zhongdi', 'bidder', '委托代理人'),
  person('hongyuan', '卓然之', 'hongyuan', 'bidder', '委托代理人'),
  person('anlan', '季长风', 'anlan', 'bidder', '委托代理人'),
  person('beian', '颜喆', 'beian', 'bidder', '委托代理人'),
];

/** Everybody in the demo: staff of both sides, then one person per bidder, then forty experts. */
export const people: readonly DemoPerson[] = [
  ...staff,
  ...bidders,
  ...experts.map(
    (expert): DemoPerson => ({
      login: expert.login,
      name: expert.name,
      organisation: null,
      roles: ['expert'],
      title: expert.title,
      expert,
    }),
  ),
];

/** An organisation by its key; throws on a key that is none. */
export function organisationOf(key: string): DemoOrganisation {
  const found = organisations.find(o => o.key === key);
  if (!found) throw new RangeError(`no demo organisation ${key}`);
  return found;
}
