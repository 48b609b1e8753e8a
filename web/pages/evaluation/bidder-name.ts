/** The number of a bid as the room writes it: 03. */
export const two = (n: number): string => String(n).padStart(2, '0');

const endings = /(集团|建设|建筑|工程|股份|有限|责任|公司)+$/;

/** A bidder's name for a narrow column: without its legal form. */
export function shortName(name: string): string {
  const bare = name.replace(/[（(].*?[)）]/g, '').replace(endings, '');
  return bare.length >= 2 ? bare : name;
}
