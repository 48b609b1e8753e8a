import { nearActs } from '../analytics/behaviour/near-acts.ts';
import type { Context } from '../platform/command.ts';
import type { Trace } from '../platform/sealed-trace.ts';
import { readActs, readStrangers } from './intake/acts.ts';
import type { LotUnderScrutiny } from './intake/lot-bids.ts';
import type { Tie } from './rules/group.ts';
import { nearTies } from './rules/pair-ties.ts';

/** Each two bidders of a lot, by how close they acted, beside how close strangers do. */
export async function findNear(
  ctx: Context,
  scrutiny: LotUnderScrutiny,
  traces: readonly Trace[],
): Promise<Tie[]> {
  const acts = await readActs(ctx, scrutiny, traces);
  const strangers = await readStrangers(ctx, scrutiny.lot.id);
  const base = { deadline: scrutiny.lot.deadline.getTime() / 1000, strangers };
  const pairs = scrutiny.bids.flatMap((a, i) =>
    scrutiny.bids.slice(i + 1).map(b => ({
      ...{ a: a.number, b: b.number },
      findings: [nearActs([a.organisation, b.organisation], acts, base)],
    })),
  );
  return nearTies(pairs);
}
