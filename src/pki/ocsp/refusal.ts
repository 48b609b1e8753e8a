import type { Words } from '../../../contracts/words.ts';

/** Why an OCSP response proves nothing: a closed list. */
export const ocspRefusals = {
  malformed: { zh: '吊销状态答复格式不对', en: 'The OCSP response is malformed' },
  'not-answered': { zh: '吊销状态服务没有给出答复', en: 'The OCSP service gave no answer' },
  'other-certificate': {
    zh: '吊销状态答复说的不是这张证书',
    en: 'The OCSP response is about another certificate',
  },
  'other-nonce': {
    zh: '吊销状态答复不是对这次请求的答复',
    en: 'The OCSP response answers another request',
  },
  'wrong-responder': {
    zh: '吊销状态答复不是由签发机构或其委托的服务签的',
    en: 'Neither the issuer nor its delegate signed the OCSP response',
  },
  'responder-not-valid': {
    zh: '吊销状态服务的证书当时不在有效期内',
    en: 'The certificate of the OCSP service was not valid then',
  },
  'responder-revoked': {
    zh: '吊销状态服务的证书已被吊销',
    en: 'The certificate of the OCSP service is revoked',
  },
  'signature-wrong': {
    zh: '吊销状态答复的签名不成立',
    en: 'The signature of the OCSP response does not hold',
  },
  'unknown-critical-extension': {
    zh: '吊销状态答复有本平台不认识的关键扩展',
    en: 'The OCSP response has a critical extension unknown here',
  },
  'from-the-future': {
    zh: '吊销状态答复的时间在现在之后',
    en: 'The OCSP response comes from the future',
  },
} as const satisfies Record<string, Words>;
export type OcspRefusal = keyof typeof ocspRefusals;
