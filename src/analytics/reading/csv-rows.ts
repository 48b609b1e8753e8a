import { RuleError } from '../../kernel/rule-error.ts';

/** One record of a CSV file and the line it begins on (1 is the first). */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The separator a first line uses most, outside quotes. */
export function separatorOf(head: string): ',' | ';' | '\t' {
  const bare = head.replaceAll(/"[^"]*"/g, '');
  const count = (mark: string) => bare.split(mark).length;
  const marks = [',', ';', '\t'] as const;
  return marks.reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/**
 * Reads CSV (RFC 4180; a byte order mark, LF or CRLF, quoted separators and line ends, `,` `;` or tab) from text that
 * comes in pieces, and holds no more than one record beyond the piece. Empty lines are passed over.
 */
export function csvReader() {
  let rest = '';
  let line = 1;
  let separator: string | null = null;
  function* take(text: string): Generator<CsvRow> {
    let from = 0;
    for (let end = recordEnd(text, 0); end >= 0; end = recordEnd(text, from)) {
      yield* record(text.slice(from, end));
      from = end + 1;
    }
    rest = text.slice(from);
  }
  function* record(raw: string): Generator<CsvRow> {
    const at = line;
    line += raw.split('\n').length;
    const text = raw.replace(/\r$/, '').replace(/^\uFEFF/, '');
    if (text.trim() === '') return;
    separator ??= separatorOf(text);
    yield {
      line: at,
      cells: text.includes('"') ? quotedCells(text, separator, at) : text.split(separator),
    };
  }
  return {
    feed: (piece: string) => take(rest + piece),
    *end() {
      yield* record(rest);
      rest = '';
    },
  };
}

/** The next line end that no quote encloses. */
function recordEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  const quote = text.indexOf('"', from);
  if (end < 0 || quote < 0 || quote > end) return end;
  let open = false;
  for (let at = quote; at < text.length; at += 1) {
    const mark = text[at];
    if (mark === '"') open = !open;
    else if (mark === '\n' && !open) return at;
  }
  return -1;
}

function quotedCells(text: string, separator: string, line: number): string[] {
  const cells: string[] = [];
  let cell = '';
  let open = false;
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at] as string;
    if (mark === '"' && open && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (mark === '"') open = !open;
    else if (mark === separator && !open) {
      cells.push(cell);
      cell = '';
    } else cell += mark;
  }
  if (open)
    throw new RuleError('MALFORMED', {
      zh: `第 ${line} 行：引号没有结束。`,
      en: `Line ${line}: a quote is not closed.`,
    });
  return [...cells, cell];
}
