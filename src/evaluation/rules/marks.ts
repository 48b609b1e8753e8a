import { Decimal } from 'decimal.js';
import type { Mark } from '../../../contracts/evaluation/sheets.ts';
import type { ScoreItem } from '../../../contracts/tender/lot-rules.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import type { SheetForm } from './form.ts';
import { stageTitles } from './stages.ts';

const cell = (mark: { bid: string; item: string }) => `${mark.bid} ${mark.item}`;

/**
 * The sheet with `incoming` put in: a named cell takes the new mark, the others stay.
 * A cell that does not exist is MALFORMED, a mark outside its range SCORE_OUT_OF_RANGE with the cell and the range.
 */
export function putMarks(
  form: SheetForm,
  held: readonly Mark[],
  incoming: readonly Mark[],
): Mark[] {
  for (const mark of incoming) requireValid(form, mark);
  const marks = new Map(held.map(mark => [cell(mark), mark]));
  for (const mark of incoming) marks.set(cell(mark), mark);
  return [...marks.values()].sort((a, b) => (cell(a) < cell(b) ? -1 : 1));
}

function requireValid(form: SheetForm, mark: Mark): void {
  const item = form.items.find(i => i.id === mark.item);
  const bid = form.bids.find(b => b.bid === mark.bid);
  if (!item || !bid)
    throw new RuleError(
      'MALFORMED',
      {
        zh: '评分表里没有这一格。请刷新页面。',
        en: 'The score sheet has no such cell. Reload the page.',
      },
      {
        bid: mark.bid,
        item: mark.item,
      },
    );
  if (mark.value === null) return;
  if ('max' in item) requireScore(item, bid.number, mark);
  else if (typeof mark.value !== 'boolean')
    throw new RuleError(
      'MALFORMED',
      { zh: `“${item.title}”只能填通过或不通过。`, en: `“${item.title}” takes pass or fail only.` },
      { item: item.id },
    );
}

function requireScore(item: ScoreItem, number: number, mark: Mark): void {
  const { value } = mark;
  if (typeof value !== 'number')
    throw new RuleError(
      'MALFORMED',
      { zh: `“${item.title}”要填分值。`, en: `“${item.title}” takes a score.` },
      { item: item.id },
    );
  const onStep = Number.isFinite(value) && new Decimal(value).mod(item.step).isZero();
  if (value >= 0 && value <= item.max && onStep) return;
  throw new RuleError(
    'SCORE_OUT_OF_RANGE',
    {
      zh: `${number} 号投标人的“${item.title}”填了 ${value}，满分 ${item.max}。请改为 0 至 ${item.max}，步长 ${item.step}。`,
      en: `Bidder ${number}, “${item.title}”: ${value} was entered, the most is ${item.max}. Enter 0 to ${item.max} in steps of ${item.step}.`,
    },
    { bid: mark.bid, item: item.id, value, min: 0, max: item.max, step: item.step },
  );
}

/** How many cells of the form are given. */
export function filledCells(form: SheetForm, marks: readonly Mark[]): number {
  const given = new Set(marks.filter(m => m.value !== null).map(cell));
  return cellsOf(form).filter(c => given.has(cell(c))).length;
}

function cellsOf(form: SheetForm) {
  return form.bids.flatMap(({ bid, number }) =>
    form.items.map(item => ({ bid, number, item: item.id, title: item.title })),
  );
}

/** Before the lock every cell is given, and each failure says why (B51: a rejection needs its ground). */
export function requireComplete(form: SheetForm, marks: readonly Mark[]): void {
  const given = new Map(marks.map(mark => [cell(mark), mark]));
  const open = cellsOf(form).filter(c => (given.get(cell(c))?.value ?? null) === null);
  const [first] = open;
  if (first)
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: `${stageTitles[form.stage].zh}还差 ${open.length} 格，第一处是 ${first.number} 号投标人的“${first.title}”。`,
        en: `${stageTitles[form.stage].en} lacks ${open.length} cells; the first is “${first.title}” of bidder ${first.number}.`,
      },
      { missing: open.length, bid: first.bid, item: first.item },
    );
  const items = new Map(form.items.map(item => [item.id, item]));
  const silent = cellsOf(form).find(c => {
    const [mark, item] = [given.get(cell(c)), items.get(c.item)];
    return mark && item && mark.reason.trim().length < leastReason && asksReason(mark.value, item);
  });
  if (silent)
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: `${silent.number} 号投标人的“${silent.title}”请写理由：不通过须有依据（实施条例第五十一条），招标文件要求说明的分档须说明。`,
        en: `Write the reason for bidder ${silent.number} on “${silent.title}”: a rejection needs its ground (Implementing Regulations, art. 51), and so does a band for which the documents ask it.`,
      },
      { bid: silent.bid, item: silent.item },
    );
}

/** Characters of a reason, at least. */
export const leastReason = 2;

/** Whether a mark says nothing without a reason: a rejection (B51), or a score in a band that asks for it. */
export function asksReason(value: Mark['value'], item: SheetForm['items'][number]): boolean {
  if (value === false) return true;
  if (typeof value !== 'number' || !('bands' in item)) return false;
  return item.bands.some(band => band.reason && value >= band.from && value <= band.to);
}
