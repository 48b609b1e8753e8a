import { decode } from './xml.ts';
import type { Zip } from './zip.ts';

/** A line of a bill of quantities as a file has it: the same shape as `bill/bill.ts` compares. */
export interface WrittenLine {
  readonly code: string;
  readonly quantity: string;
  readonly unitPrice: bigint;
  readonly amount: bigint;
}

type Column = 'code' | 'quantity' | 'unitPrice' | 'amount';

/** Heads of the columns (GB 50500, annex E) and attributes of the provinces' data standards; a unit in brackets is left out. */
const heads: readonly (readonly [RegExp, Column])[] = [
  [/^(项目编码|清单编码|编码|code|itemcode)$/i, 'code'],
  [/^(工程量|清单工程量|数量|quantity|qty)$/i, 'quantity'],
  [/^(综合单价|全费用综合单价|单价|unitprice|rate)$/i, 'unitPrice'],
  [/^(合价|综合合价|合计|金额|amount|total)$/i, 'amount'],
];

const columnOf = (head: string): Column | null => {
  const plain = head.replace(/[(（][^()（）]*[)）]/g, '').replace(/\s/g, '');
  return heads.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
};

/** A line from four cells; null where one of them says nothing, as in titles and sums. */
function lineOf(cells: Readonly<Record<Column, string | undefined>>): WrittenLine | null {
  const code = cells.code?.trim() ?? '';
  const [quantity, unitPrice, amount] = [cells.quantity, cells.unitPrice, cells.amount].map(text =>
    Number(text?.replaceAll(/[\s,，]/g, '') || Number.NaN),
  ) as [number, number, number];
  if (!/^[\w.-]{3,40}$/.test(code) || ![quantity, unitPrice, amount].every(Number.isFinite))
    return null;
  const fen = (yuan: number) => BigInt(Math.round(yuan * 100));
  return { code, quantity: String(quantity), unitPrice: fen(unitPrice), amount: fen(amount) };
}

/** One code stands in several unit works of one bill: the second is another line. */
function numbered(lines: readonly WrittenLine[]): WrittenLine[] {
  const seen = new Map<string, number>();
  return lines.map(line => {
    const count = (seen.get(line.code) ?? 0) + 1;
    seen.set(line.code, count);
    return count === 1 ? line : { ...line, code: `${line.code}#${count}` };
  });
}

type Row = ReadonlyMap<string, string>;

const attribute = (head: string, name: string): string | undefined =>
  new RegExp(`(?:^|\\s)${name}="([^"<>]*)"`).exec(head)?.[1];

/** Rows of a worksheet by their columns' letters. Cut at each cell first: a hostile file costs no more than its length. */
function rowsOf(xml: string, strings: readonly string[]): Row[] {
  const rows = new Map<number, Map<string, string>>();
  for (const piece of xml.split('<c ').slice(1)) {
    const head = piece.slice(0, piece.indexOf('>') + 1);
    const [, letters = '', digits = ''] =
      /^([A-Z]{1,3})(\d{1,7})$/.exec(attribute(head, 'r') ?? '') ?? [];
    if (letters === '' || head.endsWith('/>')) continue;
    const value = /<v>([^<]*)</.exec(piece)?.[1];
    const inline = /<t(?:\s[^<>]*)?>([^<]*)</.exec(piece)?.[1];
    const shared = attribute(head, 't') === 's' ? strings[Number(value)] : undefined;
    const row = rows.get(Number(digits)) ?? new Map<string, string>();
    rows.set(Number(digits), row.set(letters, shared ?? decode(inline ?? value ?? '')));
  }
  return [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
}

/** Lines under a head that names all four columns; a head may take two rows, and stand again on each page. */
function linesUnder(rows: readonly Row[]): WrittenLine[] {
  const at: Partial<Record<Column, string>> = {};
  return rows.flatMap(row => {
    const named = [...row].flatMap(([letters, text]) => {
      const column = columnOf(text);
      return column ? [[column, letters] as const] : [];
    });
    // One word alone is a title or a sum.
    if (named.length > 1) Object.assign(at, Object.fromEntries(named));
    const cell = (column: Column) => (at[column] ? row.get(at[column]) : undefined);
    const line = lineOf({
      ...{ code: cell('code'), quantity: cell('quantity') },
      ...{ unitPrice: cell('unitPrice'), amount: cell('amount') },
    });
    return line ? [line] : [];
  });
}

/** The bill in an Excel file: every sheet with a head of code, quantity, unit price and amount. */
export function sheetBill(zip: Zip): WrittenLine[] {
  const strings = (zip.text('xl/sharedStrings.xml') ?? '').split('<si>').slice(1);
  const texts = strings.map(item =>
    [...item.matchAll(/<t(?:\s[^<>]*)?>([^<]*)</g)].map(([, text = '']) => decode(text)).join(''),
  );
  const sheets = zip.names().filter(name => /^xl\/worksheets\/[^/]+\.xml$/.test(name));
  return numbered(sheets.flatMap(name => linesUnder(rowsOf(zip.text(name) ?? '', texts))));
}

/** The bill in XML of a data standard: elements that carry code, quantity, unit price and amount as attributes. */
export function xmlBill(xml: string): WrittenLine[] {
  const lines = xml.split('<').flatMap(piece => {
    const cells: Partial<Record<Column, string>> = {};
    const head = piece.slice(0, piece.indexOf('>') + 1);
    for (const [, name = '', value = ''] of head.matchAll(/\s([\p{L}_]{1,40})="([^"]{0,60})"/gu)) {
      const column = columnOf(name);
      if (column) cells[column] = decode(value);
    }
    const { code, quantity, unitPrice, amount } = cells;
    const line = lineOf({ code, quantity, unitPrice, amount });
    return line ? [line] : [];
  });
  return numbered(lines);
}
