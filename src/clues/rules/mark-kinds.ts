interface Words {
  readonly zh: string;
  readonly en: string;
}

/** What a mark in common means, what else it may be, and how common the like is among honest rivals. */
interface MarkKind {
  readonly words: Words;
  readonly source: Words;
  readonly innocent: readonly Words[];
  readonly article: string | null;
  /** Share of honest pairs that have such a mark in common, before the city's own history is counted. */
  readonly commonness: number;
  /** How far rarity is believed: a declared value is easier to fake or to inherit than a measured one. */
  readonly weight: number;
}

const sealing: Words = { zh: '封装时声明', en: 'declared when sealing' };
const b40 = (item: string) => `招标投标法实施条例第四十条第${item}项`;

export const markKinds: Readonly<Record<string, MarkKind>> = {
  host: {
    words: { zh: '同一台电脑封装', en: 'Sealed on one computer' },
    source: sealing,
    innocent: [
      { zh: '两家用同一打印店或代办点的电脑', en: 'a copy shop or agent used by both' },
      { zh: '电脑用同一镜像安装，标识没有更换', en: 'machines cloned from one image' },
    ],
    article: b40('一'),
    commonness: 0.005,
    weight: 0.6,
  },
  disk: {
    words: { zh: '硬盘序列摘要相同', en: 'The same disk' },
    source: sealing,
    innocent: [
      { zh: '两家用同一打印店的电脑', en: 'a copy shop used by both' },
      { zh: '虚拟机的硬盘没有自己的序列号', en: 'virtual disks without serial numbers' },
    ],
    article: b40('一'),
    commonness: 0.005,
    weight: 0.6,
  },
  mac: {
    words: { zh: '网卡地址相同', en: 'The same network card' },
    source: sealing,
    innocent: [
      {
        zh: '虚拟网卡或扩展坞的地址在许多电脑上相同',
        en: 'virtual cards and docks repeat addresses',
      },
    ],
    article: b40('一'),
    commonness: 0.01,
    weight: 0.6,
  },
  browser: {
    words: { zh: '浏览器特征相同', en: 'The same browser traits' },
    source: sealing,
    innocent: [{ zh: '同型号电脑、同版本浏览器很常见', en: 'one model and version is common' }],
    article: null,
    commonness: 0.3,
    weight: 0.3,
  },
  address: {
    words: { zh: '网络地址相同', en: 'The same network address' },
    source: { zh: '上传、提交、解密时的来源', en: 'seen at upload, commit, release' },
    innocent: [
      { zh: '同一园区、写字楼或运营商出口', en: 'one campus, building or carrier exit' },
      { zh: '在交易中心大厅的网络上操作', en: 'both sat in the centre’s hall' },
    ],
    article: b40('二'),
    commonness: 0.05,
    weight: 0.5,
  },
  person: {
    words: { zh: '同一人任项目经理或法定代表人', en: 'The same manager or legal head' },
    source: { zh: '开标一览表与登记信息', en: 'opening form and register' },
    innocent: [{ zh: '同名不同人：请核对证书编号', en: 'another person of that name' }],
    article: b40('三'),
    commonness: 0.01,
    weight: 0.6,
  },
  account: {
    words: { zh: '同一账户转出保证金', en: 'Bonds from one account' },
    source: { zh: '银行到账记录', en: 'bank record' },
    innocent: [{ zh: '担保公司或总公司统一代付', en: 'a guarantor or parent paid for both' }],
    article: b40('六'),
    commonness: 0.005,
    weight: 0.7,
  },
  contact: {
    words: { zh: '联系人或电话相同', en: 'The same contact' },
    source: { zh: '登记信息', en: 'register' },
    innocent: [{ zh: '同一代办人员为几家办理手续', en: 'one agent files for several' }],
    article: b40('二'),
    commonness: 0.02,
    weight: 0.5,
  },
};
