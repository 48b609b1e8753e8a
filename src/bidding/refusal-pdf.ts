import { beijingMilli } from '../kernel/beijing.ts';
import type { Document, Inline } from '../platform/pdf/blocks.ts';
import { code, digest, verification } from '../platform/pdf/parts.ts';

/** Why a submission was not accepted; times ISO. */
export interface RefusalFacts {
  readonly centre: string;
  readonly reference: string;
  readonly refusedAt: string;
  readonly deadline: string;
  readonly code: string;
  readonly title: string;
  readonly bidder: string;
  /** Stable code of the refusal, its short title, and the detail said to the bidder. */
  readonly problem: { readonly code: string; readonly title: string; readonly detail: string };
  /** The article that the refusal rests on, where it is a matter of law. */
  readonly article: string | null;
  /** Hash of what was offered; null when it could not even be read. */
  readonly manifestSha256: string | null;
  /** Hash of the signed text of this refusal. */
  readonly textSha256: string;
  readonly certificateSerial: string;
  readonly verifyUrl: string;
}

/** 拒收凭证: proof that something was offered, when, and why it was refused (C26, C27). */
export function refusalDocument(facts: RefusalFacts): Document {
  return {
    title: `投标文件拒收凭证 ${facts.reference}`,
    author: facts.centre,
    madeAt: facts.refusedAt,
    footer: '本凭证由系统签发',
    blocks: [
      { kind: 'title', text: '投标文件拒收凭证', english: 'Proof of Refusal', under: facts.centre },
      { kind: 'rule', thick: true },
      { kind: 'paragraph', text: '没有接收', size: 9, after: 0 },
      {
        kind: 'paragraph',
        text: { text: facts.problem.title, bold: true, size: 15 },
        align: 'left',
      },
      { kind: 'paragraph', text: facts.problem.detail },
      { kind: 'rule', thick: true },
      { kind: 'heading', level: 2, text: '事实', english: 'Facts' },
      { kind: 'terms', rows: rows(facts) },
      { kind: 'heading', level: 2, text: '您可以做什么', english: 'What you can do' },
      { kind: 'paragraph', text: remedy(facts) },
      verification({
        title: '凭证摘要',
        sha256: facts.textSha256,
        url: facts.verifyUrl,
        log: null,
        how: `本凭证由${facts.centre}电子签名（CAdES，证书 ${facts.certificateSerial}）。扫码核验凭证是否由平台签发；核验页不显示投标人名称。`,
      }),
    ],
  };
}

function rows(facts: RefusalFacts): [string, Inline][] {
  const none = '无法读取，未计算';
  return [
    ['凭证号', code(facts.reference)],
    ['到达时刻', `${beijingMilli(facts.refusedAt)}（北京时间 UTC+8）`],
    ['投标截止', beijingMilli(facts.deadline)],
    ['项目', `${facts.title}\n${facts.code}`],
    ['投标人', facts.bidder],
    ['拒收代码', code(facts.problem.code)],
    ['依据', facts.article ?? '投标文件格式与提交规则'],
    ['所提交清单的摘要', facts.manifestSha256 ? digest(facts.manifestSha256) : none],
  ];
}

const remedy = (facts: RefusalFacts): string =>
  Date.parse(facts.refusedAt) < Date.parse(facts.deadline)
    ? '截止时间未到，改正后可以再次提交；已上传的分段仍在，不用重传。此前已经接收的投标不受影响。'
    : '截止时间已过，不能再提交。此前已经接收的投标不受影响，照常开标。对拒收有异议的，可以在开标现场提出，招标人当场答复并记录（《招标投标法实施条例》第四十四条）。';
