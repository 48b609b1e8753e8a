import { utf8 } from '../kernel/bytes.ts';
import { malformed } from './refusal.ts';

const maxNameBytes = 255;
const forbidden = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}<>:"|?*\\]/u;
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A name that is safe to unpack anywhere: relative, no `..`, no separators or devices of Windows, no control or
 * direction-changing characters (a name must not read as another), NFC, at most 255 bytes. BID_MALFORMED else.
 */
export function checkFileName(name: string, where: string): void {
  const wrong = nameFault(name);
  if (wrong) throw malformed(where, `文件名 ${JSON.stringify(name)} ${wrong}`);
}

function nameFault(name: string): string | null {
  if (name === '' || utf8(name).length > maxNameBytes) return `应为 1 至 ${maxNameBytes} 字节`;
  if (!name.isWellFormed() || name.normalize('NFC') !== name) return '不是规范的 Unicode（NFC）';
  if (forbidden.test(name)) return '含有不允许的字符';
  return (
    name
      .split('/')
      .map(partFault)
      .find(fault => fault !== null) ?? null
  );
}

function partFault(part: string): string | null {
  if (part === '' || part === '.' || part === '..') return '不是封套内的相对路径';
  if (/[. ]$/.test(part) || part.startsWith(' ')) return '的一段以空格或点结尾';
  return device.test(part) ? '是系统保留名' : null;
}

/** No two names may fall on one file or folder, on any file system (case-insensitive ones too). */
export function checkDistinct(names: readonly string[], where: string): void {
  const files = new Set<string>();
  for (const name of names) {
    const folded = name.toLowerCase();
    if (files.has(folded)) throw malformed(where, `文件名 ${JSON.stringify(name)} 重复`);
    files.add(folded);
  }
  for (const name of files)
    for (let cut = name.lastIndexOf('/'); cut > 0; cut = name.lastIndexOf('/', cut - 1))
      if (files.has(name.slice(0, cut)))
        throw malformed(where, `${JSON.stringify(name.slice(0, cut))} 既是文件又是文件夹`);
}
