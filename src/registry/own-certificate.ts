import type { Context } from '../platform/command.ts';
import type { Whose } from '../platform/identity.ts';
import { prepared } from '../platform/prepared.ts';

/** Whether the signing certificate with this hash is bound, now, to the caller or the caller's unit. */
export async function isOwnCertificate(
  { em, actor }: Pick<Context, 'em' | 'actor'>,
  sha256: string,
  whose: Whose,
): Promise<boolean> {
  const { organisation, person } = actor;
  const [holder, id] =
    whose === 'unit' && organisation ? ['organisation_id', organisation] : ['person_id', person];
  const bound = await prepared<object>(
    em,
    `select 1 from certificate
     where sha256 = $1 and purpose = 'sign' and unbound_at is null and ${holder} = $2`,
    [sha256, id],
  );
  return bound.length > 0;
}
