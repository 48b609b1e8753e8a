import { randomBytes } from 'node:crypto';
import { writeChallenge } from '../pki/challenge.ts';
import type { Context } from '../platform/command.ts';
import { Challenge } from './entities.ts';

const goodForMs = 5 * 60_000;

/** A one-time text for a certificate to sign, bound to this site and good for five minutes of real time. */
export async function askChallenge(ctx: Context, origin: string) {
  const issuedAt = new Date();
  const expiresAt = new Date(issuedAt.getTime() + goodForMs);
  const text = writeChallenge({
    origin,
    nonce: randomBytes(32).toString('base64url'),
    issuedAt: issuedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  });
  const em = ctx.em.fork();
  await em.nativeDelete(Challenge, { expiresAt: { $lt: issuedAt } });
  await em.insert(Challenge, { text, expiresAt, usedAt: null });
  return { challenge: text, expiresAt: expiresAt.toISOString() };
}
