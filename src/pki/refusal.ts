import type { ProblemCode } from '../../contracts/problem.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { DerError } from './der.ts';

/** Why a signature, a time stamp or a key file was refused: a closed list, for screens and for the verifier. */
export const signatureRefusals = {
  malformed: '签名文件格式不对',
  'no-signer': '签名文件里没有签名',
  'too-many-signers': '签名文件里的签名过多',
  'content-missing': '签名文件不含原文，也没有另外给出原文',
  'content-differs': '另外给出的原文与签名文件里的原文不同',
  'content-type': '签名的内容类型不对',
  'no-signed-attributes': '签名没有带签名属性',
  'attribute-missing': '签名缺少必需的签名属性',
  'attribute-repeated': '签名属性重复',
  'digest-mismatch': '原文与签名时的摘要不一致，原文已被改动',
  'certificate-missing': '签名文件里没有签名人的证书',
  'certificate-mismatch': '签名属性指定的证书与签名人的证书不一致',
  'signature-wrong': '签名值与证书的公钥不符',
  'signer-count': '签名人的数目不对',
  'other-imprint': '时间戳盖的不是这份内容',
  'other-nonce': '时间戳答复的不是这次请求',
  'p12-passphrase': '证书文件的口令不对',
  'p12-malformed': '证书文件格式不对，或者用了不支持的加密方式',
  'p12-no-key': '证书文件里没有带证书的私钥',
  'not-granted': '时间戳服务没有给出时间戳',
} as const;
export type SignatureRefusal = keyof typeof signatureRefusals;

/** A refusal with its reason in `facts.reason`. */
export function refuse(
  reason: SignatureRefusal,
  code: ProblemCode = 'SIGNATURE_INVALID',
  facts: Readonly<Record<string, unknown>> = {},
): RuleError {
  return new RuleError(code, `${signatureRefusals[reason]}。`, { reason, ...facts });
}

/** Runs a parser: input that is not strict DER of the expected shape becomes the refusal `malformed`. */
export function parsing<T>(parse: () => T, code: ProblemCode = 'SIGNATURE_INVALID'): T {
  try {
    return parse();
  } catch (error) {
    // A text decoder throws TypeError on malformed UTF-8 inside a name.
    if (error instanceof DerError || error instanceof TypeError)
      throw refuse('malformed', code, { cause: error.message });
    throw error;
  }
}
