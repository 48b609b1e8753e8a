import type { Words } from '../../contracts/words.ts';

const laws: Readonly<Record<string, string>> = {
  招标投标法: 'Bidding Law',
  招标投标法实施条例: 'Implementing Regulations',
  实施条例: 'Implementing Regulations',
  电子招标投标办法: 'Electronic Bidding Measures',
  安全生产许可证条例: 'Work Safety Licence Regulations',
  民法典: 'Civil Code',
};

const form =
  /^(\p{Script=Han}+?)第([〇零一二三四五六七八九十百千]+)条(?:第（?([一二三四五六七八九十]+)）?项)?$/u;
const digits = '零一二三四五六七八九';
const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** 四十 → 40, 二百零三 → 203. */
function figure(numeral: string): number {
  let [sum, digit] = [0, 0];
  for (const sign of numeral.replaceAll('〇', '零')) {
    const unit = units[sign];
    if (unit === undefined) digit = digits.indexOf(sign);
    else sum += (digit || 1) * unit;
    if (unit !== undefined) digit = 0;
  }
  return sum + digit;
}

/**
 * An article as Chinese texts quote it, with its English name: 招标投标法实施条例第四十条第四项 is Implementing
 * Implementing Regulations, art. 40 (4). An article of a law that is not known here stays as it is quoted.
 */
export function articleWords(zh: string): Words {
  const [, name = '', article, item] = form.exec(zh) ?? [];
  const law = laws[name];
  if (law === undefined || article === undefined) return { zh, en: zh };
  return { zh, en: `${law}, art. ${figure(article)}${item ? ` (${figure(item)})` : ''}` };
}
