import type { Words } from '../../contracts/words.ts';
import { equal } from '../kernel/bytes.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { DerError, type DerNode } from '../pki/der.ts';

/** The refusal of a broken or hostile part: `where` names the file or field, `what` says what is wrong with it. */
export function malformed(where: string, what: Words): RuleError {
  const said = { zh: `${where}：${what.zh}`, en: `${where}: ${what.en}` };
  return new RuleError('BID_MALFORMED', said, { where, what: what.zh });
}

/** Runs a DER reader; what it refuses is refused in the name of the part being read. */
export function reading<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError)
      throw malformed(where, {
        zh: `不是规定的 DER（${error.message}）`,
        en: `is not the DER expected (${error.message})`,
      });
    throw error;
  }
}

/** The node must be exactly these bytes: an object identifier, a version, an algorithm with its parameters. */
export function exactly(node: DerNode, expected: Uint8Array, what: string): void {
  if (!equal(node.raw, expected)) throw new DerError(`${what} is not the one of this suite`);
}

/** A key, tag or digest that does not open what it should: the cause given by the crypto library is not repeated. */
export async function opening<T>(where: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof RuleError) throw error;
    throw malformed(where, {
      zh: '打不开：内容被改动，或密钥不对',
      en: 'does not open: the content was changed, or the key is another',
    });
  }
}
