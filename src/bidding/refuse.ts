import { v7 } from 'uuid';
import type { ProblemCode } from '../../contracts/problem.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { newReference } from '../platform/reference.ts';
import { BidRefusal } from './entities.ts';
import { refused } from './rules/refusal.ts';

interface Refusal {
  readonly lot: string;
  readonly manifestSha256: string | null;
}

/**
 * Runs `act`; a refusal with one of `codes` is put on record in a transaction of its own, after everything that `act`
 * did has been undone, and is thrown on with the record's id, so that the one refused can fetch its proof.
 */
export async function onRecord<T>(
  ctx: Context,
  refusal: Refusal,
  codes: readonly ProblemCode[],
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof RuleError) || !codes.includes(error.code)) throw error;
    const id = await record(ctx, refusal, error);
    throw new RuleError(error.code, error.detail, { ...error.facts, refusal: id });
  }
}

async function record(ctx: Context, refusal: Refusal, error: RuleError): Promise<string> {
  const organisation = must(ctx.actor.organisation, 'ownOrganisation');
  const { code, message: detail } = error;
  const detailEn = error.detail.en;
  const id = v7();
  await transact(ctx, async tx => {
    const now = await tx.now();
    const event = await tx.record(refused({ id, ...refusal }, organisation, error, now));
    const reference = newReference('N', now);
    const at = now.toISOString();
    const said = { reference, refusal: id, ...refusal, bidder: organisation, code, detail, at };
    const text = canonicalText({ format: 'kaibiao-refusal/1', ...said, event: event.id });
    tx.em.create(BidRefusal, {
      ...{ id, ...refusal, organisation, reference, code, detail, detailEn, at: now },
      ...{ person: ctx.actor.person, address: ctx.address, event: event.id, text, signature: null },
    });
  });
  return id;
}
