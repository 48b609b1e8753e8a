import type { Context } from '../platform/command.ts';
import type { Whose } from '../platform/identity.ts';
import { Certificate } from './entities.ts';

/** Whether the signing certificate with this hash is bound, now, to the caller or the caller's unit. */
export async function isOwnCertificate(
  { em, actor }: Pick<Context, 'em' | 'actor'>,
  sha256: string,
  whose: Whose,
): Promise<boolean> {
  const { organisation, person } = actor;
  const holder = whose === 'unit' && organisation ? { organisation } : { person };
  const bound = { sha256, purpose: 'sign' as const, unboundAt: null };
  return (await em.fork().findOne(Certificate, { ...bound, ...holder })) !== null;
}
