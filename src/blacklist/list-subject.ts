import { personTag } from '../pki/person-mark.ts';
import { type Context, must, type Transaction } from '../platform/command.ts';
import type { CaseFile } from './case-file.ts';
import { lastAct } from './case-file.ts';
import { listingNumber, profileOf } from './case-text.ts';
import { type CaseAct, Sanction } from './entities.ts';
import { enter } from './lists.ts';
import { endAfter } from './rules/listing.ts';
import type { Measure } from './rules/measure.ts';

/** Publishes the decision: from this moment on its subject is barred everywhere. The caller holds the lock of the lists. */
export async function listSubject(
  ctx: Context,
  tx: Transaction,
  { held, acts }: CaseFile,
  now: Date,
): Promise<Sanction> {
  const decision = must(acts.findLast(a => a.act === 'decide') as CaseAct | undefined, 'decision');
  const measure = must(lastAct<Measure>(acts, 'decide'), 'decision');
  const number = listingNumber(held.number);
  const until = endAfter(now, measure.months);
  const sanction = {
    ...{ id: held.id, number, origin: ctx.centre.name, authority: held.authorityName },
    ...{ list: held.list, ground: held.ground, subject: held.subject, from: now, until },
    personTag: measure.extendsToPerson ? await tagOf(tx, held, number) : null,
    decision: decision.text,
    decisionSha256: decision.sha256,
  };
  const { id: _, ...said } = sanction;
  const signature = Buffer.from(decision.signature);
  const event = await enter(tx, sanction, 'listed', {
    ...said,
    from: now.toISOString(),
    until: until?.toISOString() ?? null,
    decisionSignature: signature.toString('base64'),
  });
  return tx.em.create(Sanction, {
    ...sanction,
    ...{ peer: null, code: held.code ?? null, person: held.person ?? null, case: held.id },
    ...{ state: 'in-effect', suspendedAt: null, decisionSignature: signature, event: event.id },
  });
}

/** The legal representative is the one declared when the notice was given: a change after it evades nothing. */
async function tagOf(
  { em }: Transaction,
  { code, noticedAt }: CaseFile['held'],
  number: string,
): Promise<string> {
  const profile = await profileOf(em, must(code, 'organisation'), must(noticedAt, 'priorNotice'));
  return personTag(must(profile, 'profile').mark, number);
}
