import { z } from 'zod';
import { utf8 } from '../kernel/bytes.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type VerifiedSigner, verifyCades } from './cades.ts';
import type { Certificate } from './certificate.ts';

/**
 * What a person signs to sign in. The format keeps such a signature from being taken for anything else, the origin
 * keeps another site from passing a challenge on, the nonce makes it good once.
 */
const Challenge = z.strictObject({
  format: z.literal('kaibiao-sign-in/1'),
  origin: z.string().max(200),
  nonce: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  issuedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type Challenge = z.infer<typeof Challenge>;

/** The canonical text of a challenge: `nonce` is 32 random bytes in base64url. */
export function writeChallenge(challenge: Omit<Challenge, 'format'>): string {
  return canonicalText(Challenge.parse({ format: 'kaibiao-sign-in/1', ...challenge }));
}

/** What a client checks before it signs: it is a sign-in challenge of the site it is for, and still good. */
export function readChallenge(text: string, origin: string, now: Date): Challenge {
  const parsed = Challenge.safeParse(parseJson(text));
  const same = parsed.success && canonicalText(parsed.data) === text;
  if (!same || !isOf(parsed.data, origin) || now >= new Date(parsed.data.expiresAt))
    throw new RuleError(
      'SIGN_IN_FAILED',
      {
        zh: '登录请求不是本站发出的，或者已经过期，请重新登录。',
        en: 'This site did not issue the sign-in request, or it has expired. Sign in again.',
      },
      {
        reason: 'challenge',
      },
    );
  return parsed.data;
}

/** On one machine 127.0.0.1 and localhost are the same site. */
function isOf(challenge: Challenge, origin: string): boolean {
  return challenge.origin === origin || (isLoopback(challenge.origin) && isLoopback(origin));
}

const isLoopback = (origin: string): boolean =>
  URL.canParse(origin) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(origin).hostname);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Verifies the CAdES signature over the very text that was issued, attached or detached, by exactly one signer.
 * Gives the signer and the certificates for its path. Refuses with SIGNATURE_INVALID.
 */
export async function verifyChallenge(
  signature: Uint8Array,
  text: string,
): Promise<{ signer: VerifiedSigner; certificates: readonly Certificate[] }> {
  const { signers, certificates } = await verifyCades(signature, utf8(text));
  if (signers.length !== 1)
    throw new RuleError(
      'SIGNATURE_INVALID',
      { zh: '登录要由一个人签名。', en: 'One person signs to sign in.' },
      { reason: 'signer-count' },
    );
  return { signer: signers[0], certificates };
}
