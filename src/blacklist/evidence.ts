import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { v7 } from 'uuid';
import type { z } from 'zod';
import type { addClue as contract } from '../../contracts/blacklist.ts';
import type { Evidence } from '../../contracts/sanctions.ts';
import { utf8 } from '../kernel/bytes.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { finalStates } from '../kernel/move.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import type { Bytes } from '../platform/http.ts';
import { findCase, lockCase } from './case-file.ts';
import { SanctionEvidence } from './entities.ts';
import { recordLook } from './looks.ts';
import { evidenceFor, presentEvidence } from './read-case.ts';
import { caseMoves } from './rules/flow.ts';

const most = { fileBytes: 200 * 1024 ** 2, clueBytes: 256 * 1024, items: 500 };

/** Puts a file into the case; what is in it stays in it. */
export async function addEvidence(
  ctx: Context,
  id: string,
  name: string,
  stream: IncomingMessage,
): Promise<Evidence> {
  await requireGathering(ctx, id);
  const stored = await ctx.storage.put(stream, { maxBytes: most.fileBytes });
  if (stored.bytes === 0)
    throw new RuleError('MALFORMED', {
      zh: '文件是空的，请检查后重传。',
      en: 'The file is empty. Check it and send it again.',
    });
  return keep(ctx, id, { kind: 'file', name, ...stored, source: null, rule: null });
}

/** Puts a finding into the case as it stands now: what the analysis finds later does not change it. */
export async function addClue(
  ctx: Context,
  id: string,
  { name, source, rule, finding }: z.output<typeof contract.body>,
): Promise<Evidence> {
  await requireGathering(ctx, id);
  const bytes = utf8(canonicalText({ name, source, rule, finding }));
  const stored = await ctx.storage.put(Readable.from([bytes]), { maxBytes: most.clueBytes });
  return keep(ctx, id, { kind: 'clue', name, ...stored, source, rule });
}

async function requireGathering(ctx: Context, id: string): Promise<void> {
  const { standing, held, evidence } = await findCase(ctx, ctx.em.fork(), id);
  requireOpen(standing.ofAuthority, held.state);
  if (evidence.length >= most.items)
    throw new RuleError('TOO_LARGE', {
      zh: `一个案件最多 ${most.items} 份证据，请合并后再传。`,
      en: `A case holds at most ${most.items} pieces of evidence. Merge some, then send again.`,
    });
}

function requireOpen(ofAuthority: boolean, state: keyof typeof caseMoves): void {
  if (!ofAuthority)
    throw new RuleError('FORBIDDEN', {
      zh: '只能由立案部门的人员收集证据。',
      en: 'Only people of the authority that opened the case collect evidence.',
    });
  if (state === 'decided' || finalStates(caseMoves).includes(state))
    throw new RuleError(
      'WRONG_STATE',
      { zh: '案件已经决定，不能再加证据。', en: 'The case is decided; no evidence can be added.' },
      { state },
    );
}

type Item = Pick<SanctionEvidence, 'kind' | 'name' | 'sha256' | 'bytes' | 'source' | 'rule'>;

function keep(ctx: Context, owner: string, item: Item): Promise<Evidence> {
  return transact(ctx, async tx => {
    const { held, standing } = await lockCase(ctx, tx.em, owner);
    requireOpen(standing.ofAuthority, held.state);
    const at = await tx.now();
    const row = { id: v7(), owner, ...item, person: ctx.actor.person, at };
    const evidence = tx.em.create(SanctionEvidence, row);
    const data = { number: held.number, evidence: row.id, kind: item.kind, sha256: item.sha256 };
    await tx.record({ type: 'blacklist.evidence-added', subject: owner, data });
    return presentEvidence(evidence);
  });
}

/** A piece of evidence to who may see it; who looked, and at what, is on record. */
export async function readEvidence(ctx: Context, id: string, evidence: string): Promise<Bytes> {
  const file = await findCase(ctx, ctx.em.fork(), id);
  const found = must(
    evidenceFor(file).find(e => e.id === evidence),
    'proof',
  );
  await recordLook(ctx, file, 'blacklist.evidence-looked', { evidence });
  return fileReply(ctx, found);
}

/** As a download only: nothing of it runs under the platform's name. */
export const fileReply = (
  ctx: Context,
  { kind, name, sha256, bytes }: SanctionEvidence,
): Bytes => ({
  content: ctx.storage.open(sha256),
  name: kind === 'clue' ? `${name}.json` : name,
  length: bytes,
});
