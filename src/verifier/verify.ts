import type { Words } from '../../contracts/words.ts';
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
  readonly name: Words;
  /** What was seen to hold. */
  readonly found: Words;
}

export interface Verdict {
  readonly holds: boolean;
  readonly steps: readonly Step[];
  /** The first thing that does not hold. */
  readonly fault: { readonly where: string; readonly what: Words } | null;
  /** SHA-256 of the certificate that signed the trust list: compare it with the published one. */
  readonly trustSigner: string | null;
  /** Verifier key of the log: compare it with the one the log is known by. */
  readonly logKey: string | null;
}

interface Check<M> {
  readonly name: Words;
  readonly run: (matter: M) => Promise<Words>;
}

/** Table of contents of a trade, in the order in which it happened. */
const tradeChecks: readonly Check<Trade>[] = [
  { name: { zh: '公告', en: 'Notice' }, run: checkNotice },
  { name: { zh: '投标', en: 'Bids' }, run: checkBids },
  { name: { zh: '停止接收', en: 'Close' }, run: checkClose },
  { name: { zh: '开标', en: 'Opening' }, run: checkOpening },
  { name: { zh: '保证金', en: 'Bonds' }, run: checkBonds },
  { name: { zh: '抽取', en: 'Draw' }, run: checkDraw },
  { name: { zh: '评标', en: 'Evaluation' }, run: checkEvaluation },
  { name: { zh: '定标', en: 'Award' }, run: checkAward },
  { name: { zh: '合同', en: 'Contract' }, run: checkContract },
];

/** The same of a case of the sanction lists. */
const caseChecks: readonly Check<Case>[] = [
  { name: { zh: '文书', en: 'Acts' }, run: checkActs },
  { name: { zh: '证据', en: 'Evidence' }, run: checkEvidence },
  { name: { zh: '名单', en: 'Listing' }, run: checkListing },
  { name: { zh: '异议复议修复', en: 'Appeals' }, run: checkAppeals },
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
  const done = (name: Words, found: Words) => {
    const step = { name, found };
    steps.push(step);
    told(step);
  };
  let trustSigner: string | null = null;
  let logKey: string | null = null;
  try {
    const bundle = await openBundle(root, AnyIndex);
    logKey = bundle.index.logKey;
    await checkIndexText(bundle);
    const files = await checkFiles(root, bundle.index);
    done(
      { zh: '文件', en: 'Files' },
      {
        zh: `${files} 个文件与目录一致，没有多余的`,
        en: `${files} files as the index lists them, and no other`,
      },
    );
    const signatures = await Signatures.open(bundle, pinned);
    trustSigner = signatures.trustSigner;
    done({ zh: '目录签名', en: 'Index' }, await checkIndexSigner(bundle, signatures));
    const events = await checkLog(bundle);
    done(
      { zh: '公开日志', en: 'Log' },
      {
        zh: `${events.length} 个事件都在检查点里`,
        en: `${events.length} events, all in the checkpoint`,
      },
    );
    const run = <M>(checks: readonly Check<M>[], matter: M) => runAll(checks, matter, done);
    if (isCase(bundle)) await run(caseChecks, { bundle, signatures, events });
    else await run(tradeChecks, { bundle: bundle as Bundle, signatures, events });
    done({ zh: '吊销', en: 'Revocation' }, signatures.revocation);
    return { holds: true, steps, fault: null, trustSigner, logKey };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { where, what } = error;
    return { holds: false, steps, fault: { where, what }, trustSigner, logKey };
  }
}

const isCase = (bundle: Bundle<AnyIndex>): bundle is Bundle<CaseIndex> =>
  bundle.index.format === 'kaibiao-case/1';

async function runAll<M>(
  checks: readonly Check<M>[],
  matter: M,
  done: (name: Words, found: Words) => void,
): Promise<void> {
  for (const { name, run } of checks) done(name, await within(name.en, () => run(matter)));
}
