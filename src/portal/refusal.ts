import { type ProblemCode, problemTable } from '../../contracts/problem.ts';
import type { Words } from '../../contracts/words.ts';
import { BidRefusal } from '../bidding/entities.ts';
import type { Context } from '../platform/command.ts';

/** A refusal by its number: when and why; neither lot nor bidder leave here (C21). */
export async function findRefusal(
  ctx: Context,
  reference: string,
): Promise<{ at: string; title: Words } | null> {
  const found = await ctx.em.findOne(BidRefusal, { reference: reference.toUpperCase() });
  if (!found) return null;
  return { at: found.at.toISOString(), title: problemTable[found.code as ProblemCode] };
}
