import { AnyIndex, type Bundle, type CaseIndex, checkFiles, openBundle } from './bundle.ts';
import { checkAward } from './checks/award.ts';
import { checkBids } from './checks/bids.ts';
import { checkBonds } from './checks/bonds.ts';
import { checkIndexSigner, checkIndexText } from './checks/bundle-index.ts';
import { checkActs } from './checks/case-acts.ts';
import { checkAppeals } from './checks/case-appeals.ts';
import { checkEvidence } from './checks/case-evidence.ts';
import { checkListing } from './checks/case-listing.ts';
import { checkContract } from './checks/contract.ts';
import { checkDraw } from './checks/draw.ts';
import { checkEvaluation } from './checks/evaluation.ts';
import { checkLog } from './checks/log.ts';
import { checkNotice } from './checks/notice.ts';
import { checkClose, checkOpening } from './checks/opening.ts';
import { Fault, within } from './fault.ts';
import { Signatures } from './signatures.ts';
import type { Case, Trade } from './trade.ts';

export interface Step {
  readonly name: string;
  readonly nameEn: string;
  /** What was seen to hold, in words. */
  readonly found: string;
}

export interface Verdict {
  readonly holds: boolean;
  readonly steps: readonly Step[];
  /** The first thing that does not hold. */
  readonly fault: { readonly where: string; readonly what: string } | null;
  /** SHA-256 of the certificate that signed the trust list: compare it with the published one. */
  readonly trustSigner: string | null;
  /** Verifier key of the log: compare it with the one the log is known by. */
  readonly logKey: string | null;
}

interface Check<M> {
  readonly name: string;
  readonly nameEn: string;
  readonly run: (matter: M) => Promise<string>;
}

/** Table of contents of a trade, in the order in which it happened. */
const tradeChecks: readonly Check<Trade>[] = [
  { name: '公告', nameEn: 'Notice', run: checkNotice },
  { name: '投标', nameEn: 'Bids', run: checkBids },
  { name: '停止接收', nameEn: 'Close', run: checkClose },
  { name: '开标', nameEn: 'Opening', run: checkOpening },
  { name: '保证金', nameEn: 'Bonds', run: checkBonds },
  { name: '抽取', nameEn: 'Draw', run: checkDraw },
  { name: '评标', nameEn: 'Evaluation', run: checkEvaluation },
  { name: '定标', nameEn: 'Award', run: checkAward },
  { name: '合同', nameEn: 'Contract', run: checkContract },
];

/** The same of a case of the sanction lists. */
const caseChecks: readonly Check<Case>[] = [
  { name: '文书', nameEn: 'Acts', run: checkActs },
  { name: '证据', nameEn: 'Evidence', run: checkEvidence },
  { name: '名单', nameEn: 'Listing', run: checkListing },
  { name: '异议复议修复', nameEn: 'Appeals', run: checkAppeals },
];

/**
 * Rechecks the bundle in folder `root` with nothing but the folder. Stops at the first thing that does not hold.
 * `pinned` is the SHA-256 of the trust list's signer, when the verifying person knows it.
 */
export async function verifyBundle(
  root: string,
  pinned: string | null = null,
  told: (step: Step) => void = () => undefined,
): Promise<Verdict> {
  const steps: Step[] = [];
  const done = (name: string, nameEn: string, found: string) => {
    const step = { name, nameEn, found };
    steps.push(step);
    told(step);
  };
  let trustSigner: string | null = null;
  let logKey: string | null = null;
  try {
    const bundle = await openBundle(root, AnyIndex);
    logKey = bundle.index.logKey;
    await checkIndexText(bundle);
    done('文件', 'Files', `${await checkFiles(root, bundle.index)} 个文件与目录一致，没有多余的`);
    const signatures = await Signatures.open(bundle, pinned);
    trustSigner = signatures.trustSigner;
    done('目录签名', 'Index', await checkIndexSigner(bundle, signatures));
    const events = await checkLog(bundle);
    done('公开日志', 'Log', `${events.length} 个事件都在检查点里`);
    const run = <M>(checks: readonly Check<M>[], matter: M) => runAll(checks, matter, done);
    if (isCase(bundle)) await run(caseChecks, { bundle, signatures, events });
    else await run(tradeChecks, { bundle: bundle as Bundle, signatures, events });
    done('吊销', 'Revocation', signatures.revocation);
    return { holds: true, steps, fault: null, trustSigner, logKey };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const what = error.message.slice(error.where.length + 1);
    return { holds: false, steps, fault: { where: error.where, what }, trustSigner, logKey };
  }
}

const isCase = (bundle: Bundle<AnyIndex>): bundle is Bundle<CaseIndex> =>
  bundle.index.format === 'kaibiao-case/1';

async function runAll<M>(
  checks: readonly Check<M>[],
  matter: M,
  done: (name: string, nameEn: string, found: string) => void,
): Promise<void> {
  for (const { name, nameEn, run } of checks)
    done(name, nameEn, await within(name, () => run(matter)));
}
