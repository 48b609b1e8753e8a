import type { Words } from '../../contracts/words.ts';
import { equal } from '../kernel/bytes.ts';
import { RuleError } from '../kernel/rule-error.ts';
import type { Signed } from './centre.ts';
import type { Context } from './command.ts';
import type { Whose } from './identity.ts';

interface Wanted {
  readonly whose?: Whose;
  /** Exactly these bytes must be what was signed, attached or not. */
  readonly content?: Uint8Array;
  /** The time for which the certificate must be good; now, when left out. */
  readonly at?: Date;
}

const notBound = {
  person: {
    zh: '这里要用您本人的签名证书，这张不是。',
    en: 'Sign with a certificate of your own; this is another.',
  },
  unit: {
    zh: '这张签名证书没有绑定在本单位名下。请先绑定，或换用本单位的证书签名。',
    en: 'This certificate is not bound to your organisation. Bind it first, or sign with one that is.',
  },
} as const satisfies Record<string, Words>;

/**
 * Checks a CAdES signature, its path, and that its certificate is bound to the caller or the caller's unit. Throws
 * SIGNATURE_INVALID or CERTIFICATE_INVALID.
 */
export async function requireOwnSignature(
  ctx: Context,
  p7: Uint8Array,
  { whose = 'unit', content, at }: Wanted = {},
): Promise<Signed> {
  const signed = await ctx.centre.verify(p7, at ?? (await ctx.clock.now(ctx.em)), content);
  if (content && !equal(signed.content, content))
    throw new RuleError('SIGNATURE_INVALID', {
      zh: '签的不是这份内容，请重新打开，核对后再签。',
      en: 'The signature is over other content. Open it again, check it, and sign.',
    });
  if (await ctx.isOwnCertificate(ctx, signed.certificateSha256, whose)) return signed;
  throw new RuleError('CERTIFICATE_INVALID', notBound[whose], {
    certificate: signed.certificateSha256,
  });
}
