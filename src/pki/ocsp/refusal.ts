/** Why an OCSP response proves nothing: a closed list. */
export const ocspRefusals = {
  malformed: '吊销状态答复格式不对',
  'not-answered': '吊销状态服务没有给出答复',
  'other-certificate': '吊销状态答复说的不是这张证书',
  'other-nonce': '吊销状态答复不是对这次请求的答复',
  'wrong-responder': '吊销状态答复不是由签发机构或其委托的服务签的',
  'responder-not-valid': '吊销状态服务的证书当时不在有效期内',
  'responder-revoked': '吊销状态服务的证书已被吊销',
  'signature-wrong': '吊销状态答复的签名不成立',
  'unknown-critical-extension': '吊销状态答复有本平台不认识的关键扩展',
  'from-the-future': '吊销状态答复的时间在现在之后',
} as const;
export type OcspRefusal = keyof typeof ocspRefusals;
