import type { Entry, EntryAct } from '../../contracts/credit-entries.ts';
import { utf8 } from '../kernel/bytes.ts';
import { chinaCalendar } from '../kernel/calendar.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { move } from '../kernel/move.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, type Transaction, transact } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { CreditAct, type CreditEntry } from './entities.ts';
import { type EntryFile, lockEntry, standingTo } from './entry.ts';
import { readEntry } from './read-entries.ts';
import { answerByOf, entryActs, entryMoves, requireEntryAct } from './rules/flow.ts';

/** Confirms, refuses, publishes or corrects an entry, by signature; decided under the row lock. */
export async function takeEntryAct(
  ctx: Context,
  number: string,
  { act: said, signature }: { readonly act: EntryAct; readonly signature: string },
): Promise<Entry> {
  const text = canonicalText(said);
  const p7 = Buffer.from(signature, 'base64');
  const wanted = { content: utf8(text), whose: 'person' } as const;
  const { certificateSha256 } = await requireOwnSignature(ctx, p7, wanted);
  await transact(ctx, async tx => {
    const file = await lockEntry(ctx, tx.em, number);
    const now = await tx.now();
    const { held, acts, facts } = file;
    requireEntryAct(said.act, facts, standingTo(ctx, file), now);
    requireAbout(file, said);
    const sha256 = sha256Hex(text);
    tx.em.create(CreditAct, {
      ...{ entry: held.id, position: acts.length, act: said.act, text, sha256, signature: p7 },
      ...{ certificateSha256, person: ctx.actor.person, name: ctx.actor.name, at: now },
    });
    await apply(tx, held, said.act, sha256, now);
  });
  return readEntry(ctx, number);
}

/** It names this entry and the act before it: nobody signs for what has changed meanwhile. */
function requireAbout({ held, acts }: EntryFile, { number, previousSha256 }: EntryAct): void {
  if (number !== held.number)
    throw new RuleError('MALFORMED', {
      zh: '签的不是这条记录，请刷新后重新签署。',
      en: 'The act names another entry. Reload the page and sign again.',
    });
  if (previousSha256 !== acts.at(-1)?.sha256)
    throw new RuleError('CONFLICT', {
      zh: '这条记录刚有新的进展，请重新阅读后再签署。',
      en: 'The entry has just moved on. Read it again, then sign.',
    });
}

async function apply(
  tx: Transaction,
  held: CreditEntry,
  act: EntryAct['act'],
  sha256: string,
  now: Date,
): Promise<void> {
  const { id, number, statement } = held;
  held.state = move(entryMoves, held.state, entryActs[act].to);
  if (act === 'confirm') held.answerBy = answerByOf(statement.kind, now, chinaCalendar);
  if (act === 'publish') held.publishedAt = now;
  if (act === 'correct') held.correctedAt = now;
  // What is published is all in the event: the public log commits to the fact itself.
  const data = { number, sha256, ...(act === 'publish' ? { fact: statement } : {}) };
  const event = await tx.record({ type: eventTypes[act], subject: id, data });
  if (act === 'publish') held.event = event.id;
  await tx.em.flush();
}

const eventTypes = {
  confirm: 'credit.confirmed',
  refuse: 'credit.refused',
  publish: 'credit.published',
  correct: 'credit.corrected',
} as const satisfies Record<EntryAct['act'], string>;
