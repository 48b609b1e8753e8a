import { BlockList, isIPv6 } from 'node:net';
import type { Explanation } from '../../analytics/hard/evidence.ts';
import * as plain from '../../analytics/hard/plain.ts';
import type { Context } from '../../platform/command.ts';
import { ExplainedValue } from '../entities.ts';
import { whyWords } from '../rules/explained.ts';
import type { BidMarks } from './marks.ts';

/** What the register says of the values that these bids have, as it stood when they were handed in. */
export async function explanationsOf(
  ctx: Context,
  of: readonly BidMarks[],
): Promise<Map<string, Explanation>> {
  const rows = await ctx.em.fork().find(ExplainedValue, {});
  const explained = new Map<string, Explanation>();
  for (const { bid, seen } of of)
    for (const { kind, value } of seen) {
      const row = rows.find(
        each => each.kind === kind && holdsAt(each, bid.receivedAt) && covers(each, value),
      );
      if (row)
        explained.set(value, { why: `${whyWords[row.why].zh}：${row.reason}`, weight: row.weight });
    }
  return explained;
}

const holdsAt = ({ from, until, endedAt }: ExplainedValue, at: Date): boolean =>
  from <= at && at < until && (!endedAt || at < endedAt);

function covers(row: ExplainedValue, value: string): boolean {
  const forms = { address: plain.address, contact: plain.contact, account: plain.account };
  const bare = forms[row.kind](value);
  if (bare === null) return false;
  const [network = '', prefix] = row.value.split('/');
  if (prefix === undefined) return bare === row.value;
  const family = isIPv6(network) ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(network, Number(prefix), family);
  return list.check(bare, isIPv6(bare) ? 'ipv6' : 'ipv4');
}
