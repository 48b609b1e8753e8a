import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import type {
  CreditObjection as Objection,
  CreditObjectionStatement as Statement,
} from '../../contracts/credit-entries.ts';
import { utf8 } from '../kernel/bytes.ts';
import { chinaCalendar } from '../kernel/calendar.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { Organisation } from '../registry/entities.ts';
import { CreditEntry, CreditObjection } from './entities.ts';
import { entryFactId } from './facts/entries.ts';
import { factsOf } from './facts/facts.ts';
import { readObjection } from './read-objections.ts';
import { objectionDue } from './rules/flow.ts';

/** Takes an objection to a fact of one's own record, also to one that is about to be published. */
export async function objectToFact(
  ctx: Context,
  { statement, signature }: { readonly statement: Statement; readonly signature: string },
): Promise<Objection> {
  const organisation = must(ctx.actor.organisation, 'ownOrganisation');
  const text = canonicalText(statement);
  const p7 = Buffer.from(signature, 'base64');
  const { certificateSha256 } = await requireOwnSignature(ctx, p7, { content: utf8(text) });
  const id = v7();
  await transact(ctx, async tx => {
    // One organisation's objections come one after another.
    await tx.em.execute('select 1 from organisation where id = ? for update', [organisation]);
    const { code, name } = must(
      await tx.em.findOne(Organisation, { id: organisation }),
      'organisation',
    );
    const { fact } = statement;
    await requireObjectable(tx.em, code, fact);
    const filedAt = await tx.now();
    const sha256 = sha256Hex(text);
    tx.em.create(CreditObjection, {
      ...{ id, fact, code, name, organisation, state: 'filed', text, sha256, signature: p7 },
      ...{ certificateSha256, filedAt, due: objectionDue(filedAt, chinaCalendar) },
      ...{ decision: null, decisionSignature: null, decidedBy: null, decidedAt: null },
    });
    await tx.record({ type: 'credit.objected', subject: id, data: { fact, sha256 } });
  });
  return readObjection(ctx, id);
}

async function requireObjectable(em: EntityManager, code: string, fact: string): Promise<void> {
  const { facts, disputed } = (await factsOf(em, [code]))(code);
  const found = facts.find(({ id }) => id === fact);
  if (found?.id.startsWith('listing:'))
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '对列入名单不服的，请在“异议、复议和修复”中提出。',
        en: 'Appeal against a listing on the page of objections, reviews and repairs.',
      },
      { reason: 'listing' },
    );
  if (found?.pauses.some(({ cause }) => cause === 'corrected'))
    throw new RuleError('WRONG_STATE', {
      zh: '这条记录已经更正，不再计分。',
      en: 'This fact has been corrected and counts no more.',
    });
  must(found ?? (await comingEntry(em, code, fact)), 'entry');
  if (disputed.has(fact))
    throw new RuleError(
      'CONFLICT',
      {
        zh: '对这条记录的异议正在办理，请等待决定。',
        en: 'An objection to this fact is under way. Wait for its decision.',
      },
      { reason: 'pending' },
    );
}

/** Confirmed and about to be published. */
async function comingEntry(em: EntityManager, code: string, fact: string) {
  const entries = await em.find(CreditEntry, { code, state: 'confirmed' });
  return entries.find(({ number }) => entryFactId(number) === fact) ?? null;
}
