import { RuleError } from '../kernel/rule-error.ts';
import type { Context } from '../platform/command.ts';
import { inclusionProof, latestCheckpoint, leafIndexOf } from '../platform/ledger/log.ts';
import { formatVerifier, type Verifier } from '../transparency/note.ts';
import type { LogFacts } from './log-page.ts';
import type { Reader } from './reader.ts';

/** The newest checkpoint, and the proof of the entry asked for by its place (a number) or by the id of its event. */
export async function readLog(ctx: Context, log: Verifier, reader: Reader): Promise<LogFacts> {
  const asked = (reader.query.get('entry') ?? '').replace(/[\s,]/g, '').toLowerCase();
  return {
    checkpoint: await latestCheckpoint(ctx.em),
    key: formatVerifier(log),
    asked,
    answer: asked === '' ? null : await prove(ctx, asked),
  };
}

async function prove(ctx: Context, asked: string): Promise<LogFacts['answer']> {
  const known = /^\d{1,15}$/.test(asked) || /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(asked);
  if (!known) return 'unknown';
  try {
    const index = /^\d+$/.test(asked) ? Number(asked) : await leafIndexOf(ctx.em, asked);
    return { index, proof: index === null ? null : await inclusionProof(ctx.em, index) };
  } catch (error) {
    if (error instanceof RuleError && error.code === 'NOT_FOUND') return 'unknown';
    throw error;
  }
}
