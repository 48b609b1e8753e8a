import type { IncomingMessage } from 'node:http';
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import type { Entry, EntryStatement } from '../../contracts/credit-entries.ts';
import { utf8 } from '../kernel/bytes.ts';
import { dayOf } from '../kernel/calendar.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { newReference } from '../platform/reference.ts';
import { Organisation } from '../registry/entities.ts';
import { requireCreditCode } from '../registry/rules.ts';
import { CreditAct, CreditDocument, CreditEntry } from './entities.ts';
import { readEntry } from './read-entries.ts';
import { rulesAt } from './rules/rule-set.ts';

const mostBytes = 50 * 1024 ** 2;

/** Keeps a document for the caller's authority; a repeat is harmless. */
export async function uploadSource(ctx: Context, name: string, stream: IncomingMessage) {
  const authority = must(ctx.actor.organisation, 'ownAuthority');
  const { sha256, bytes } = await ctx.storage.put(stream, { maxBytes: mostBytes });
  if (bytes === 0)
    throw new RuleError('MALFORMED', {
      zh: '文件是空的，请检查后重传。',
      en: 'The file is empty. Check it and send it again.',
    });
  await transact(ctx, async tx => {
    if (await tx.em.findOne(CreditDocument, { authority, sha256 })) return;
    const { person } = ctx.actor;
    tx.em.create(CreditDocument, { authority, sha256, name, bytes, person, at: await tx.now() });
    await tx.record({ type: 'credit.document-kept', subject: authority, data: { sha256 } });
  });
  return { sha256, bytes };
}

/** Enters a fact by signature. It counts nothing before a second person has confirmed it and it is published. */
export async function enterFact(
  ctx: Context,
  { statement, signature }: { readonly statement: EntryStatement; readonly signature: string },
): Promise<Entry> {
  const authority = must(ctx.actor.organisation, 'ownAuthority');
  requireCreditCode(statement.code);
  const text = canonicalText(statement);
  const p7 = Buffer.from(signature, 'base64');
  const wanted = { content: utf8(text), whose: 'person' } as const;
  const { certificateSha256 } = await requireOwnSignature(ctx, p7, wanted);
  const number = await transact(ctx, async tx => {
    const now = await tx.now();
    await requireSound(tx.em, authority, statement, now);
    const id = v7();
    const given = newReference('F', now);
    const { code } = statement;
    tx.em.create(CreditEntry, {
      ...{ id, number: given, authority, authorityName: ctx.actor.organisationName ?? '' },
      ...{ code, statement, state: 'entered', enteredAt: now, answerBy: null },
      ...{ publishedAt: null, event: null, correctedAt: null },
    });
    const sha256 = sha256Hex(text);
    tx.em.create(CreditAct, {
      ...{ entry: id, position: 0, act: 'enter', text, sha256, signature: p7 },
      ...{ certificateSha256, person: ctx.actor.person, name: ctx.actor.name, at: now },
    });
    await tx.record({ type: 'credit.entered', subject: id, data: { number: given, sha256 } });
    return given;
  });
  return readEntry(ctx, number);
}

async function requireSound(
  em: EntityManager,
  authority: string,
  statement: EntryStatement,
  now: Date,
): Promise<void> {
  const { code, name, kind, agency, documentNumber, decidedOn, documentSha256 } = statement;
  const wrong = (zh: string, en: string, reason: string) =>
    new RuleError('MALFORMED', { zh, en }, { reason });
  const unit = await em.findOne(Organisation, { code });
  if (unit && unit.name !== name)
    throw wrong(
      `登记库里这个代码是${unit.name}，请核对名称。`,
      `The register knows this code as ${unit.name}. Check the name.`,
      'name',
    );
  if (decidedOn > dayOf(now))
    throw wrong('文书日期不能在将来。', 'The document cannot be of a day to come.', 'future');
  if (!rulesAt(now).kinds.some(rule => rule.kind === kind))
    throw wrong('现行办法不计入这类事实。', 'The rules in force do not count this kind.', 'kind');
  must(await em.findOne(CreditDocument, { authority, sha256: documentSha256 }), 'material');
  const twin = await em.findOne(CreditEntry, {
    code,
    statement: { agency, documentNumber },
    state: { $in: ['entered', 'confirmed', 'published'] },
  });
  if (twin)
    throw new RuleError(
      'CONFLICT',
      {
        zh: `这份文书已经录入（${twin.number}），不能再录一次。`,
        en: `This document has been entered already (${twin.number}).`,
      },
      { number: twin.number },
    );
}
