import type { Words } from '../../../contracts/words.ts';

/** What a match means to a person, where it was seen, what else it may be, and the item of B40 that it touches. */
interface HardWords {
  readonly words: Words;
  readonly source: Words;
  readonly innocent: readonly Words[];
  readonly article: string | null;
}

const sealing: Words = { zh: '封装时声明', en: 'declared when sealing' };
const file: Words = { zh: '投标文件的属性', en: 'properties of the files' };
const b40 = (item: string) => `招标投标法实施条例第四十条第${item}项`;
const shop: Words = {
  zh: '两家用同一打印店或代办点的电脑',
  en: 'a copy shop or agent used by both',
};
const image: Words = { zh: '用同一镜像安装，标识没有更换', en: 'cloned from one image' };

export const hardWords: Readonly<Record<string, HardWords>> = {
  'same-computer': {
    words: { zh: '同一台电脑封装', en: 'Made on one computer' },
    source: sealing,
    innocent: [shop, image],
    article: b40('一'),
  },
  'same-disk': {
    words: { zh: '硬盘序列摘要相同', en: 'The same disk' },
    source: sealing,
    innocent: [shop, { zh: '虚拟机的硬盘没有自己的序列号', en: 'virtual disks without serials' }],
    article: b40('一'),
  },
  'same-mac': {
    words: { zh: '网卡地址相同', en: 'The same network card' },
    source: sealing,
    innocent: [{ zh: '扩展坞的网卡两家先后用过', en: 'one docking station used by both' }, image],
    article: b40('一'),
  },
  'same-licence': {
    words: { zh: '计价软件锁号相同', en: 'The same software licence' },
    source: file,
    innocent: [{ zh: '委托同一造价咨询单位编制', en: 'one cost consultant made both' }],
    article: b40('一'),
  },
  'same-address': {
    words: { zh: '网络地址相同', en: 'The same network address' },
    source: { zh: '上传、提交、解密时的来源', en: 'seen at upload, commit, release' },
    innocent: [
      { zh: '同一园区、写字楼或运营商出口', en: 'one campus, building or carrier exit' },
      { zh: '在交易中心大厅的网络上操作', en: 'both sat in the centre’s hall' },
    ],
    article: b40('二'),
  },
  'same-person': {
    words: { zh: '同一人任法定代表人、项目经理或办理', en: 'The same person' },
    source: { zh: '开标一览表与登记信息', en: 'opening form and register' },
    innocent: [{ zh: '人员转职，登记没有更新', en: 'moved between firms, register not updated' }],
    article: b40('三'),
  },
  'same-account': {
    words: { zh: '同一账户转出保证金', en: 'Bonds from one account' },
    source: { zh: '银行到账记录', en: 'bank record' },
    innocent: [{ zh: '担保公司或总公司统一代付', en: 'a guarantor or parent paid for both' }],
    article: b40('六'),
  },
  'same-contact': {
    words: { zh: '联系方式相同', en: 'The same contact' },
    source: { zh: '登记信息', en: 'register' },
    innocent: [{ zh: '同一代办人员为几家办理手续', en: 'one agent files for several' }],
    article: b40('二'),
  },
  'same-owner': {
    words: { zh: '同一方控股，或一家控股另一家', en: 'One owner, or one owns the other' },
    source: { zh: '单位自己申报的股权', en: 'holdings as declared' },
    innocent: [
      { zh: '同一国资机构持股，经营各自独立', en: 'state shares in firms that are run apart' },
      { zh: '股权已转让，申报没有更新', en: 'sold since the declaration' },
    ],
    article: '招标投标法实施条例第三十四条',
  },
  'same-author': {
    words: { zh: '文件作者相同', en: 'The same author of files' },
    source: file,
    innocent: [{ zh: '作者名是软件或电脑的默认名', en: 'a default name of program or machine' }],
    article: b40('一'),
  },
  'same-document-id': {
    words: { zh: '文件标识相同', en: 'The same document id' },
    source: file,
    innocent: [{ zh: '都从同一份公开范本改写', en: 'both started from one public template' }],
    article: b40('一'),
  },
};
