import { LockMode } from '@mikro-orm/core';
import { fromBase64, utf8 } from '../kernel/bytes.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, transact } from '../platform/command.ts';
import { Certificate, Challenge, Person } from './entities.ts';
import { requireFreshChallenge } from './rules.ts';
import { startSession } from './session.ts';

/**
 * Signs in whoever holds the key of a bound certificate: a CAdES signature over the challenge, a path to the trust
 * list, not revoked. With revocation unknown the sign-in stands and the record says so: a CA that does not answer must
 * not keep a bidder from its deadline.
 */
export async function signInByCertificate(
  ctx: Context,
  request: { readonly challenge: string; readonly signature: string },
  demo: boolean,
) {
  // First of all: signatures are not checked for texts that this platform never issued.
  const issued = await ctx.em.findOne(Challenge, { text: request.challenge });
  requireFreshChallenge(issued, new Date());
  const at = await ctx.clock.now(ctx.em);
  const signature = fromBase64(request.signature);
  const signed = await ctx.centre.verify(signature, at, utf8(request.challenge));
  const id = await holderOf(ctx, signed.certificateSha256);
  return transact({ ...ctx, actor: { ...ctx.actor, person: id } }, async tx => {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const challenge = await tx.em.findOne(Challenge, { text: request.challenge }, lock);
    requireFreshChallenge(challenge, new Date());
    await tx.em.nativeUpdate(Challenge, { text: request.challenge }, { usedAt: new Date() });
    const person = await tx.em.findOneOrFail(Person, { id }, { populate: ['organisation'] });
    return startSession(tx, person, demo, {
      by: 'certificate',
      certificate: signed.certificateSha256,
      status: signed.status,
    });
  });
}

/** The person that a signing certificate is bound to. */
async function holderOf(ctx: Context, sha256: string): Promise<string> {
  const bound = await ctx.em.findOne(Certificate, { sha256, purpose: 'sign', unboundAt: null });
  if (bound) return bound.person.id;
  throw new RuleError(
    'SIGN_IN_FAILED',
    {
      zh: '这张证书没有绑定账号。请联系交易中心绑定后再登录。',
      en: 'This certificate is bound to no account. Ask the trading centre to bind it, then sign in.',
    },
    {
      reason: 'certificate-unbound',
      certificate: sha256,
    },
  );
}
