import { z } from 'zod';
import type { Words } from './words.ts';

/** Every refusal: HTTP status, and what happened in Chinese and English. A code is API: it is never renamed. */
export const problemTable = {
  MALFORMED: { status: 400, zh: '请求格式不对', en: 'The request is malformed' },
  SIGN_IN_REQUIRED: { status: 401, zh: '请先登录', en: 'Sign in first' },
  SIGN_IN_FAILED: { status: 401, zh: '登录没有成功', en: 'Sign-in failed' },
  ACCOUNT_LOCKED: { status: 429, zh: '账号已暂时锁定', en: 'The account is locked for now' },
  FORBIDDEN: { status: 403, zh: '您的身份不能做这件事', en: 'Your role may not do this' },
  ORIGIN_REFUSED: { status: 403, zh: '请求来自别的网站', en: 'The request came from another site' },
  NOT_FOUND: { status: 404, zh: '没有找到', en: 'Not found' },
  CONFLICT: { status: 409, zh: '已有更新的版本', en: 'A newer version exists' },
  WRONG_STATE: { status: 409, zh: '现在这个阶段不能做这件事', en: 'Not possible at this stage' },
  IDEMPOTENCY_REUSED: {
    status: 422,
    zh: '同一个请求号用在了不同的内容上',
    en: 'The idempotency key was used for other content',
  },
  TOO_LARGE: { status: 413, zh: '内容太大', en: 'Too large' },
  RANGE_NOT_SATISFIABLE: {
    status: 416,
    zh: '要的部分不在文件里',
    en: 'The range is not in the file',
  },
  RATE_LIMITED: { status: 429, zh: '操作太频繁', en: 'Too many requests' },
  INTERNAL: { status: 500, zh: '平台出错，责任在平台', en: 'The platform failed' },
  UNAVAILABLE: { status: 503, zh: '平台暂时不可用', en: 'Temporarily unavailable' },
  CERTIFICATE_INVALID: { status: 422, zh: '证书没有通过检查', en: 'The certificate did not pass' },
  SIGNATURE_INVALID: { status: 422, zh: '签名没有通过检查', en: 'The signature did not pass' },
  TIMESTAMP_INVALID: { status: 422, zh: '时间戳没有通过检查', en: 'The time stamp did not pass' },
  SCHEDULE_ILLEGAL: { status: 422, zh: '日程不合法', en: 'The schedule is not lawful' },
  RULES_INCOMPLETE: { status: 422, zh: '规则还不完整', en: 'The rules are incomplete' },
  DEADLINE_PASSED: {
    status: 409,
    zh: '没有接收：截止时间已过',
    en: 'Refused: the deadline has passed',
  },
  BID_NOT_ENCRYPTED: { status: 422, zh: '没有接收：文件没有加密', en: 'Refused: not encrypted' },
  BID_MALFORMED: {
    status: 422,
    zh: '没有接收：投标文件格式不对',
    en: 'Refused: the sealed bid is malformed',
  },
  BID_INCOMPLETE: {
    status: 409,
    zh: '没有接收：还有分段没传完',
    en: 'Refused: segments are missing',
  },
  BID_STALE_RULES: {
    status: 409,
    zh: '没有接收：招标规则已更新，请重新封装',
    en: 'Refused: the rules changed, seal again',
  },
  BID_WRONG_SEQUENCE: {
    status: 409,
    zh: '没有接收：不是接在最新一次提交之后',
    en: 'Refused: does not follow your latest bid',
  },
  BOND_MISSING: {
    status: 409,
    zh: '没有接收：投标保证金还没有到账',
    en: 'Refused: the bid bond has not arrived',
  },
  DIGEST_MISMATCH: {
    status: 422,
    zh: '内容与摘要不一致',
    en: 'The content does not match its digest',
  },
  NOT_ELIGIBLE: { status: 403, zh: '不具备投标资格', en: 'Not eligible to bid' },
  SANCTIONED: { status: 403, zh: '在黑名单有效期内', en: 'Barred by a listing in effect' },
  RELEASE_MISMATCH: {
    status: 422,
    zh: '解密结果与投标时不一致',
    en: 'The release does not match the bid',
  },
  WINDOW_CLOSED: { status: 409, zh: '解密窗口已关闭', en: 'The release window is closed' },
  COMMITMENT_BROKEN: { status: 422, zh: '承诺值与内容不一致', en: 'A commitment does not match' },
  CONTRACT_DEVIATES: {
    status: 422,
    zh: '合同与中标结果不一致',
    en: 'The contract deviates from the award',
  },
  SUBCONTRACT_UNLAWFUL: { status: 422, zh: '不能这样分包', en: 'This may not be subcontracted' },
  POOL_TOO_SMALL: { status: 409, zh: '符合条件的专家不够', en: 'Too few eligible experts' },
  CONFLICT_OF_INTEREST: { status: 409, zh: '有利害关系，应当回避', en: 'Conflict of interest' },
  SCORE_OUT_OF_RANGE: { status: 422, zh: '分值超出范围', en: 'The score is out of range' },
  ALREADY_LOCKED: { status: 409, zh: '已经锁定', en: 'Already locked' },
  OBJECTION_PENDING: {
    status: 409,
    zh: '异议答复前暂停',
    en: 'Stopped until the objection is answered',
  },
} as const satisfies Record<string, Words & { readonly status: number }>;

export type ProblemCode = keyof typeof problemTable;

/** RFC 9457 body. `detail` says what happened, whose turn it is and what to do; `trace` finds the log line. */
export const Problem = z.object({
  type: z.string(),
  code: z.enum(Object.keys(problemTable) as [ProblemCode, ...ProblemCode[]]),
  title: z.string(),
  titleEn: z.string(),
  status: z.int(),
  detail: z.string(),
  detailEn: z.string(),
  facts: z.record(z.string(), z.unknown()),
  trace: z.string(),
});
export type Problem = z.infer<typeof Problem>;
