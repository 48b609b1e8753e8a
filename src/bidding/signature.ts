import { RuleError } from '../kernel/rule-error.ts';
import type { Signed } from '../platform/centre.ts';
import { type Context, must } from '../platform/command.ts';
import { Certificate } from '../registry/entities.ts';

/** Checks a CAdES signature at `now` and that its certificate is bound to the caller's own organisation. */
export async function requireOwnSignature(
  ctx: Context,
  p7: Uint8Array,
  now: Date,
): Promise<Signed> {
  const signed = await ctx.centre.verify(p7, now);
  const bound = await ctx.em.findOne(Certificate, {
    sha256: signed.certificateSha256,
    organisation: must(ctx.actor.organisation, '本单位'),
    unboundAt: null,
  });
  if (bound?.purpose === 'sign') return signed;
  throw new RuleError(
    'CERTIFICATE_INVALID',
    '这张签名证书没有绑定在本单位名下。请先在“证书”里绑定，或换用本单位的证书签名。',
    { certificate: signed.certificateSha256 },
  );
}
