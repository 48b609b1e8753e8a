/** A cell as RFC 4180 wants it; a leading =, +, - or @ is defused, or a spreadsheet would run it as a formula. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as CSV with a byte order mark, so that Excel reads the Chinese. */
export function csv(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return `\uFEFF${[head, ...rows].map(row => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** Offers bytes or text as a file. */
export function offer(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Offers a table as a CSV file. */
export const offerCsv = (
  name: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void => offer(name, new Blob([csv(head, rows)], { type: 'text/csv;charset=utf-8' }));
