import { ref, shallowRef } from 'vue';
import type { z } from 'zod';
import {
  RecoveryStatement,
  readOuter,
  releaseBid,
  reportReleaseFailure,
} from '../../../contracts/opening.ts';
import { ProblemError } from '../../../contracts/problem-error.ts';
import { EnvelopeId } from '../../../contracts/tender/lot-rules.ts';
import { base64, fromBase64 } from '../../../src/kernel/bytes.ts';
import { canonicalBytes } from '../../../src/sealing/canonical.ts';
import { call } from '../../client.ts';
import { useHeldKey } from '../../key/held-key.ts';
import { refusalHere } from '../../problem.ts';
import type { InnerPackage } from '../../sealing/messages.ts';
import { SealingWorker } from '../../sealing/sealing-worker.ts';
import { type WrongKey, wrongKey } from './whose-key.ts';

type Report = z.input<typeof reportReleaseFailure.body>;
type Outer = Awaited<ReturnType<typeof readOuterOf>>;

async function readOuterOf(lot: string) {
  const { bid, manifest, packages } = await call(readOuter, { params: { lot } });
  return {
    bid,
    manifest: fromBase64(manifest),
    packages: packages.map(({ envelope, outer }) => ({ envelope, outer: fromBase64(outer) })),
  };
}

/** What this machine saw with the right key in hand, in the words of the record; null when the package is not the cause. */
function causeOf(error: unknown): Report | null {
  if (!(error instanceof ProblemError) || error.problem.trace !== '') return null;
  return { cause: 'package-damaged', detail: error.problem.detail };
}

/** The release: outer → inner in a worker on this machine, then the inner packages, still sealed, to the platform. */
export function useRelease(lot: string, done: () => Promise<unknown>) {
  const held = useHeldKey();
  const busy = ref(false);
  const error = shallowRef<unknown>(null);
  /** What failed and why, as reported; null before and after. */
  const failure = ref<Report['cause'] | 'recovery' | null>(null);
  /** The opened file is not the one this bid was sealed to; said here and to nobody else. */
  const wrong = shallowRef<WrongKey | null>(null);

  async function attempt(act: (worker: SealingWorker) => Promise<void>): Promise<void> {
    const worker = new SealingWorker();
    busy.value = true;
    error.value = null;
    failure.value = null;
    wrong.value = null;
    try {
      await act(worker);
    } catch (caught) {
      error.value = caught;
    } finally {
      worker.close();
      await done();
      busy.value = false;
    }
  }

  async function unlock(worker: SealingWorker, outer: Outer): Promise<readonly InnerPackage[]> {
    const key = held.opened?.encryption;
    try {
      if (!key)
        throw refusalHere('CERTIFICATE_INVALID', {
          zh: '证书文件里没有加密证书。',
          en: 'The certificate file holds no encryption certificate.',
        });
      const { manifest, packages } = outer;
      return await worker.ask({ act: 'release', key, manifest, packages });
    } catch (caught) {
      const report = causeOf(caught);
      if (report) {
        failure.value = report.cause;
        await call(reportReleaseFailure, { params: { lot }, body: report });
      }
      throw caught;
    }
  }

  const byKey = () =>
    attempt(async worker => {
      const outer = await readOuterOf(lot);
      wrong.value = await wrongKey(outer.manifest, held.opened);
      if (wrong.value) return;
      await send(lot, outer.bid, await unlock(worker, outer));
    });

  const byRecovery = (file: Uint8Array<ArrayBuffer>, passphrase: string) =>
    attempt(async worker => {
      const { bid, manifest } = await readOuterOf(lot);
      const inners = await worker
        .ask({ act: 'recover', manifest, file, passphrase })
        .catch(caught => {
          failure.value = 'recovery';
          throw caught;
        });
      const packages = inners.map(({ envelope, innerSha256 }) => ({ envelope, innerSha256 }));
      const said = RecoveryStatement.parse({ format: 'kaibiao-recovery/1', lot, bid, packages });
      await send(lot, bid, inners, await held.sign(canonicalBytes(said)));
    });

  /** The certificate is gone and the bidder wants that on record: an act of its own, never a side effect. */
  const report = () => {
    const cause = wrong.value?.held ? 'wrong-certificate' : 'no-key';
    return attempt(async () => {
      failure.value = cause;
      await call(reportReleaseFailure, { params: { lot }, body: { cause, detail: '' } });
    });
  };

  return { busy, error, failure, wrong, byKey, byRecovery, report };
}

async function send(
  lot: string,
  bid: string,
  inners: readonly InnerPackage[],
  recovery?: string,
): Promise<void> {
  const packages = inners.map(({ envelope, inner }) => ({
    envelope: EnvelopeId.parse(envelope),
    inner: base64(inner),
  }));
  // A release by key is the same bytes each time and counts once; a recovery is signed anew, so it has a key of its own.
  const how = recovery
    ? { body: { bid, packages, recovery } }
    : { body: { bid, packages }, key: bid };
  await call(releaseBid, { params: { lot }, ...how });
}
