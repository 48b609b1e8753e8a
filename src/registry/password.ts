import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** argon2id (the library's default kind) with 19 MiB and two passes: OWASP's first choice. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** PHC text of a password. */
export const hashPassword = (password: string): Promise<string> => hash(password, cost);

/** A hash that no password has: an unknown account costs as long to refuse as a known one. */
const nobody = hashPassword(randomBytes(32).toString('hex'));

/** Whether `password` is the one of `kept`; null is always wrong, after the same work. */
export async function isPassword(kept: string | null, password: string): Promise<boolean> {
  const right = await verify(kept ?? (await nobody), password);
  return kept !== null && right;
}
