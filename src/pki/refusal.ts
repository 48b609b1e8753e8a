import type { ProblemCode } from '../../contracts/problem.ts';
import type { Words } from '../../contracts/words.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { DerError } from './der.ts';

/** Why a signature, a time stamp or a key file was refused: a closed list, for screens and for the verifier. */
export const signatureRefusals = {
  malformed: { zh: '签名文件格式不对', en: 'The signature file is malformed' },
  'no-signer': { zh: '签名文件里没有签名', en: 'The signature file holds no signature' },
  'too-many-signers': {
    zh: '签名文件里的签名过多',
    en: 'The signature file holds too many signatures',
  },
  'content-missing': {
    zh: '签名文件不含原文，也没有另外给出原文',
    en: 'The content is neither in the signature file nor beside it',
  },
  'content-differs': {
    zh: '另外给出的原文与签名文件里的原文不同',
    en: 'The content beside the signature file is not the one in it',
  },
  'content-type': { zh: '签名的内容类型不对', en: 'The content type of the signature is wrong' },
  'no-signed-attributes': {
    zh: '签名没有带签名属性',
    en: 'The signature has no signed attributes',
  },
  'attribute-missing': {
    zh: '签名缺少必需的签名属性',
    en: 'A required signed attribute is missing',
  },
  'attribute-repeated': { zh: '签名属性重复', en: 'A signed attribute is repeated' },
  'digest-mismatch': {
    zh: '原文与签名时的摘要不一致，原文已被改动',
    en: 'The content was changed after it was signed',
  },
  'certificate-missing': {
    zh: '签名文件里没有签名人的证书',
    en: 'The certificate of the signer is not in the signature file',
  },
  'certificate-mismatch': {
    zh: '签名属性指定的证书与签名人的证书不一致',
    en: 'The signed attributes name another certificate than that of the signer',
  },
  'signature-wrong': {
    zh: '签名值与证书的公钥不符',
    en: 'The signature does not fit the public key of the certificate',
  },
  'signer-count': { zh: '签名人的数目不对', en: 'The number of signers is wrong' },
  'other-imprint': { zh: '时间戳盖的不是这份内容', en: 'The time stamp is over other content' },
  'other-nonce': { zh: '时间戳答复的不是这次请求', en: 'The time stamp answers another request' },
  'p12-passphrase': {
    zh: '证书文件的口令不对',
    en: 'The passphrase of the certificate file is wrong',
  },
  'p12-malformed': {
    zh: '证书文件格式不对，或者用了不支持的加密方式',
    en: 'The certificate file is malformed, or its encryption is not supported',
  },
  'p12-no-key': {
    zh: '证书文件里没有带证书的私钥',
    en: 'The certificate file holds no private key with a certificate',
  },
  'not-granted': {
    zh: '时间戳服务没有给出时间戳',
    en: 'The time stamp service gave no time stamp',
  },
} as const satisfies Record<string, Words>;
export type SignatureRefusal = keyof typeof signatureRefusals;

/** A refusal with its reason in `facts.reason`. */
export function refuse(
  reason: SignatureRefusal,
  code: ProblemCode = 'SIGNATURE_INVALID',
  facts: Readonly<Record<string, unknown>> = {},
): RuleError {
  return new RuleError(
    code,
    { zh: `${signatureRefusals[reason].zh}。`, en: `${signatureRefusals[reason].en}.` },
    { reason, ...facts },
  );
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
