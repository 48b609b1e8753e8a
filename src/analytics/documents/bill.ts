import { type Mark, type MarkKind, marked } from './marks.ts';
import { decode } from './xml.ts';

/**
 * Names under which pricing programs write the machine and the licence into a priced bill (XML of the provinces' data
 * standards). General knowledge of the field: an operator adds the names of the local programs here.
 */
const names: readonly (readonly [RegExp, MarkKind])[] = [
  [/^(mac|mac地址|网卡地址|网卡mac|macaddress|mac_address|netcardno)$/i, 'mac'],
  [/^(硬盘序列号|硬盘号|硬盘|harddiskid|hardddiskno|harddiskno|diskid|disk_serial)$/i, 'disk'],
  [/^(cpu序列号|cpu号|cpuid|cpuno|cpu_serial)$/i, 'processor'],
  [/^(主板序列号|主板号|mainboardid|boardno|boardid)$/i, 'mainboard'],
  [/^(计算机名|计算机名称|机器名|computername|machinename|hostname)$/i, 'computer'],
  [
    /^(加密锁号|加密锁编号|软件锁号|锁号|计价软件加密锁号|造价软件加密锁编号|softdogno|dogno|lockno|lockid|softwarelockno)$/i,
    'software-licence',
  ],
];

const kindOf = (name: string): MarkKind | null =>
  names.find(([pattern]) => pattern.test(name))?.[1] ?? null;

/** Values that programs write when they know none. */
const unknown = /^(0+|f+|-+|无|未知|null|none|n\/a|unknown)$/i;

/** Marks in the attributes and elements of a priced bill; each once. */
export function billMarks(xml: string): Mark[] {
  const pairs = [
    ...xml.matchAll(/([\p{L}_][\p{L}\p{N}_.-]{0,40})\s*=\s*"([^"<]{1,200})"/gu),
    ...xml.matchAll(/<([\p{L}_][\p{L}\p{N}_.-]{0,40})>([^<]{1,200})<\//gu),
  ];
  const found = pairs.flatMap(([, name = '', value = '']) => {
    const kind = kindOf(name);
    const plain = decode(value).trim();
    const bare = plain.replace(/[\s:.-]/g, '');
    return kind && !unknown.test(bare || '-') ? marked(kind, plain.toUpperCase()) : [];
  });
  return [...new Map(found.map(mark => [`${mark.kind} ${mark.value}`, mark])).values()];
}
