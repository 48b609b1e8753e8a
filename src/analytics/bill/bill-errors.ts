import { Decimal } from 'decimal.js';
import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import { type Bill, type BillLine, comparable } from './bill.ts';

/** How often the same wrong sum at the same line comes about twice by itself. */
const chance = 0.02;

/**
 * Shared arithmetic errors: lines whose amount is not quantity × unit price rounded to the fen (a fen of rounding is let
 * pass), wrong in both bills by the same difference and not in most others'; p = 0.02^k for k of them. Fen. From one line both priced.
 * B40, fourth presumption (投标文件异常一致): mistakes are copied, not shared by chance.
 */
export function billErrors(a: Bill, b: Bill, others: readonly Bill[] = []): Finding {
  const pairs = comparable(a, b, new Set());
  if (pairs.length === 0) return tooLittle('bill-errors', 'lines', 1, 0);
  const seen = Map.groupBy(others.flat(), line => `${line.code} ${errorOf(line)}`);
  // An error of the tender's own form shows in most bills.
  const common = (code: string, error: number) =>
    (seen.get(`${code} ${error}`)?.length ?? 0) * 2 > others.length;
  const shared = pairs.filter(pair => {
    const [ours, theirs] = [errorOf(pair.a), errorOf(pair.b)];
    return Math.abs(ours) > 1 && ours === theirs && !common(pair.code, ours);
  });
  const p = shared.length === 0 ? 1 : chance ** shared.length;
  const codes = shared.map(({ code }) => code);
  return found(
    'bill-errors',
    strengthOf(p),
    { errors: shared.length, lines: pairs.length },
    { codes, p },
  );
}

/** The amount written less the amount computed, in fen. */
function errorOf({ quantity, unitPrice, amount }: BillLine): number {
  const right = new Decimal(quantity)
    .times(String(unitPrice))
    .toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
  return new Decimal(String(amount)).minus(right).toNumber();
}
