/**
 * Disciplines that stand near enough for one's experts to judge in the other's place when nobody of it is left; each
 * pair holds both ways. What is not listed here is not near: an economist never sits for an engineer (A37).
 */
const pairs: readonly (readonly [string, string])[] = [
  ['市政道路', '桥梁'],
  ['市政道路', '公路'],
  ['市政道路', '给水排水'],
  ['桥梁', '公路'],
  ['桥梁', '隧道'],
  ['桥梁', '结构'],
  ['公路', '隧道'],
  ['结构', '岩土'],
  ['隧道', '岩土'],
  ['给水排水', '水利'],
  ['给水排水', '环境工程'],
  ['水利', '航道'],
  ['暖通', '给水排水'],
  ['电气', '自动化'],
  ['工程造价', '工程经济'],
  ['工程造价', '审计'],
  ['工程经济', '会计'],
  ['审计', '会计'],
];

/** The disciplines near `id`, in the order of the table. */
export const neighboursOf = (id: string): string[] =>
  pairs.flatMap(([a, b]) => (a === id ? [b] : b === id ? [a] : []));
