import type { Words } from '../../../contracts/words.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import type { TenderBids } from '../combine/tender.ts';
import { amountOf, yesNo } from './cells.ts';
import { type ColumnName, type Columns, columnsOf } from './columns.ts';
import type { CsvRow } from './csv-rows.ts';

interface Draft {
  readonly amounts: number[];
  readonly bidders: (string | null)[];
  readonly winners: (boolean | null)[];
  date: string | null;
  estimate: number | null;
  label: boolean | null;
}

/** Gathers bids by tender, in whatever order they come; holds one number and one shared name for each. */
export interface BidsTable {
  readonly add: (row: CsvRow) => void;
  readonly tenders: () => TenderBids[];
  /** Lines left out, when the reader was told to. */
  readonly leftOut: readonly number[];
}

/** `lenient` leaves out lines without an amount or tender; otherwise the first such line is refused by its number. */
export function bidsTable(lenient: boolean): BidsTable {
  const drafts = new Map<string, Draft>();
  const names = new Map<string, string>();
  const leftOut: number[] = [];
  let columns: Columns | null = null;
  const shared = (name: string) => {
    if (!names.has(name)) names.set(name, name);
    return names.get(name) as string;
  };
  return {
    leftOut,
    add(row) {
      if (!columns) {
        columns = columnsOf(row.cells, ['tender', 'amount']);
        return;
      }
      const cell = (name: ColumnName) => (row.cells[columns?.[name] ?? -1] ?? '').trim();
      const [tender, amount] = [cell('tender'), amountOf(cell('amount'))];
      if (tender !== '' && amount !== null) collect(drafts, shared(tender), amount, cell, shared);
      else if (lenient) leftOut.push(row.line);
      else throw new RuleError('MALFORMED', wrong(row.line, tender, cell('amount')));
    },
    tenders: () => [...drafts].map(([tender, draft]) => ({ tender, ...draft })),
  };
}

const wrong = (line: number, tender: string, amount: string): Words =>
  tender === ''
    ? { zh: `第 ${line} 行：没有写明标段。`, en: `Line ${line}: the tender is missing.` }
    : {
        zh: `第 ${line} 行：标段 ${tender} 的报价“${amount}”${amount === '' ? '缺失' : '不是大于零的数'}。--lenient 略去这样的行。`,
        en: `Line ${line}: the amount ${amount === '' ? 'is missing' : 'is not a number above zero'}. --lenient leaves such lines out.`,
      };

function collect(
  drafts: Map<string, Draft>,
  tender: string,
  amount: number,
  cell: (name: ColumnName) => string,
  shared: (name: string) => string,
): void {
  let draft = drafts.get(tender);
  if (!draft) {
    draft = { amounts: [], bidders: [], winners: [], date: null, estimate: null, label: null };
    drafts.set(tender, draft);
  }
  const bidder = cell('bidder') === '' ? null : shared(cell('bidder'));
  draft.amounts.push(amount);
  draft.bidders.push(bidder);
  draft.winners.push(wonBy(cell('winner'), bidder));
  if (cell('date') !== '') draft.date ??= shared(cell('date'));
  draft.estimate ??= amountOf(cell('estimate'));
  draft.label = labelled(draft.label, yesNo(cell('label')));
}

/** `winner` may say yes or no, or name the winner on every line. */
function wonBy(text: string, bidder: string | null): boolean | null {
  const said = yesNo(text);
  return said === null && text !== '' && bidder !== null ? text === bidder : said;
}

/** A tender is rigged when any of its bids was. */
export const labelled = (before: boolean | null, now: boolean | null): boolean | null =>
  now === null ? before : before === true || now;
