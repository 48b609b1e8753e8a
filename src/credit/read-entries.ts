import type { z } from 'zod';
import type { Entry, listEntries as listContract } from '../../contracts/credit-entries.ts';
import { type Context, must, transact } from '../platform/command.ts';
import type { Bytes } from '../platform/http.ts';
import { Organisation } from '../registry/entities.ts';
import { CreditDocument, CreditEntry } from './entities.ts';
import { type EntryFile, filesOf, findEntry, standingTo } from './entry.ts';
import { actsFor } from './rules/flow.ts';

/** Entries of the caller's authority, newest first; `open`: those on which something is still to be done. */
export async function listEntries(
  ctx: Context,
  { open }: z.output<typeof listContract.query>,
): Promise<{ rows: Entry[] }> {
  const em = ctx.em.fork();
  const authority = must(ctx.actor.organisation, 'ownAuthority');
  const state = open === '1' ? { state: { $in: ['entered' as const, 'confirmed' as const] } } : {};
  const order = { orderBy: { enteredAt: 'desc', id: 'desc' }, limit: 200 } as const;
  const found = await em.find(CreditEntry, { authority, ...state }, order);
  return { rows: await presentEntries(ctx, await filesOf(em, found)) };
}

export const readEntry = async (ctx: Context, number: string): Promise<Entry> =>
  presentEntry(ctx, await findEntry(ctx, ctx.em.fork(), number));

export const presentEntry = async (ctx: Context, file: EntryFile): Promise<Entry> =>
  must((await presentEntries(ctx, [file]))[0], 'entry');

export async function presentEntries(ctx: Context, files: readonly EntryFile[]): Promise<Entry[]> {
  const em = ctx.em.fork();
  const sha256 = { $in: files.map(({ held }) => held.statement.documentSha256) };
  const documents = await em.find(CreditDocument, { sha256 });
  const nameOf = new Map(documents.map(one => [`${one.authority} ${one.sha256}`, one]));
  const now = await ctx.clock.now(em);
  return files.map(file => {
    const { authority, statement } = file.held;
    const document = nameOf.get(`${authority} ${statement.documentSha256}`);
    return shown(ctx, file, must(document, 'material'), now);
  });
}

/** What the caller may do is offered to its authority alone; the subject reads the rest. */
function shown(ctx: Context, file: EntryFile, document: CreditDocument, now: Date): Entry {
  const { held, acts, facts } = file;
  const { authority, statement, state } = held;
  const { name, bytes } = document;
  const own = ctx.actor.organisation === authority;
  return {
    ...{ number: held.number, authority: held.authorityName, state, statement },
    enteredAt: held.enteredAt.toISOString(),
    answerBy: held.answerBy?.toISOString() ?? null,
    publishedAt: held.publishedAt?.toISOString() ?? null,
    acts: acts.map(({ act, name: by, at, text, sha256: hash }) => ({
      ...{ act, by, at: at.toISOString(), sha256: hash },
      reason: (JSON.parse(text) as { reason?: string }).reason ?? null,
    })),
    document: { name, bytes },
    may: own ? actsFor(facts, standingTo(ctx, file), now) : [],
  };
}

/** The document, to the authority of the entry and, once it is confirmed, to its subject. */
export async function readSource(ctx: Context, number: string): Promise<Bytes> {
  const em = ctx.em.fork();
  const held = must(await em.findOne(CreditEntry, { number }), 'entry');
  const unit = await em.findOne(Organisation, { id: ctx.actor.organisation ?? ctx.actor.person });
  const told = held.state === 'confirmed' || held.publishedAt != null;
  const party = unit?.id === held.authority || (told && unit?.code === held.code);
  must(party ? held : null, 'entry');
  const { documentSha256: sha256 } = held.statement;
  const where = { authority: held.authority, sha256 };
  const { name, bytes } = must(await em.findOne(CreditDocument, where), 'material');
  await transact(ctx, tx =>
    tx.record({ type: 'credit.document-looked', subject: held.id, data: { number, sha256 } }),
  );
  return { content: ctx.storage.open(sha256), name, length: bytes };
}
