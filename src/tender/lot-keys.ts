import { createHash, randomBytes } from 'node:crypto';
import type { Context } from '../platform/command.ts';
import { soleCommittee } from '../sealing/committee.ts';
import { seedCommit } from './rules/public-draw.ts';
import type { LotKeys } from './rules/publication.ts';
import { committeeSecret, drawSeed } from './rules/secrets.ts';

export interface LotKeysWithSpki extends LotKeys {
  readonly id: string;
  readonly committeeSpki: Uint8Array;
  readonly committeeK: number;
  readonly committeeN: number;
}

/**
 * The public halves of a lot's secrets, which are made on first need and kept in the vault. Both are in the notice that
 * the tenderer signs, so neither can be changed afterwards. The caller holds the project's row: two first needs at once
 * would make two keys and keep one.
 */
export async function lotKeys(ctx: Context, lot: string): Promise<LotKeysWithSpki> {
  const secret = await ctx.vault.ensure(committeeSecret(lot), () => soleCommittee().secret);
  const seed = await ctx.vault.ensure(drawSeed(lot), () => randomBytes(32));
  const { key } = soleCommittee(secret);
  return {
    id: lot,
    committeeSpki: key.spki,
    committeeK: key.k,
    committeeN: key.n,
    committeeKeySha256: createHash('sha256').update(key.spki).digest('hex'),
    drawSeedCommit: seedCommit(Buffer.from(seed).toString('hex')),
  };
}
