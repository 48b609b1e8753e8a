/** Rows as CSV (RFC 4180, with the mark by which spreadsheets know UTF-8). */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map(line => line.map(cell).join(',')).join('\r\n')}\r\n`;

/** A cell that begins like a formula is text to a spreadsheet only with an apostrophe before it. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
