import type { Words } from '../../contracts/words.ts';
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
  if (wrong) {
    const quoted = JSON.stringify(name);
    throw malformed(where, {
      zh: `文件名 ${quoted} ${wrong.zh}`,
      en: `the file name ${quoted} ${wrong.en}`,
    });
  }
}

function nameFault(name: string): Words | null {
  if (name === '' || utf8(name).length > maxNameBytes)
    return { zh: `应为 1 至 ${maxNameBytes} 字节`, en: `must have 1 to ${maxNameBytes} bytes` };
  if (!name.isWellFormed() || name.normalize('NFC') !== name)
    return { zh: '不是规范的 Unicode（NFC）', en: 'is not normalized Unicode (NFC)' };
  if (forbidden.test(name))
    return { zh: '含有不允许的字符', en: 'has characters that are not allowed' };
  return (
    name
      .split('/')
      .map(partFault)
      .find(fault => fault !== null) ?? null
  );
}

function partFault(part: string): Words | null {
  if (part === '' || part === '.' || part === '..')
    return { zh: '不是封套内的相对路径', en: 'is not a relative path within the envelope' };
  if (/[. ]$/.test(part) || part.startsWith(' '))
    return {
      zh: '的一段以空格或点结尾',
      en: 'has a part that begins or ends with a space or a dot',
    };
  return device.test(part) ? { zh: '是系统保留名', en: 'is reserved by the system' } : null;
}

/** No two names may fall on one file or folder, on any file system (case-insensitive ones too). */
export function checkDistinct(names: readonly string[], where: string): void {
  const files = new Set<string>();
  for (const name of names) {
    const folded = name.toLowerCase();
    if (files.has(folded))
      throw malformed(where, {
        zh: `文件名 ${JSON.stringify(name)} 重复`,
        en: `the file name ${JSON.stringify(name)} occurs twice`,
      });
    files.add(folded);
  }
  for (const name of files)
    for (let cut = name.lastIndexOf('/'); cut > 0; cut = name.lastIndexOf('/', cut - 1))
      if (files.has(name.slice(0, cut)))
        throw malformed(where, {
          zh: `${JSON.stringify(name.slice(0, cut))} 既是文件又是文件夹`,
          en: `${JSON.stringify(name.slice(0, cut))} is both a file and a folder`,
        });
}
