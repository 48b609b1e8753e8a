import { changedFiles, isReady, missing, unsealed } from '../../../sealing/seal-desk.ts';
import { type Bid, filesToChooseAgain } from './bid.ts';

type Say = (key: string, values?: Record<string, unknown>) => string;

/** What still stands between the bidder and the commit, in the order in which it is done. */
export function lackingOf(bid: Bid, t: Say): string[] {
  const { desk } = bid;
  const [open, changed, again] = [unsealed(desk), changedFiles(desk), filesToChooseAgain(bid)];
  const formOpen = open.some(envelope => envelope.id === 'opening');
  const entries: readonly (readonly [boolean, string])[] = [
    [bid.still.value, t('lackAnswer')],
    [bid.key.value === null, t('lackKey')],
    [formOpen && bid.faults.value.length > 0, t('lackForm', { n: bid.faults.value.length })],
    ...missing(desk).map(e => [true, t('lackFiles', { title: e.title })] as const),
    [changed.length > 0, t('lackChoice', { n: changed.length })],
    [again.length > 0, t('lackAgain', { n: again.length })],
    [open.length > 0, t('lackUpload', { n: open.length })],
    ...checks(bid, t),
  ];
  return entries.filter(([lacks]) => lacks).map(([, text]) => text);
}

function checks({ desk, key }: Bid, t: Say): (readonly [boolean, string])[] {
  if (!isReady(desk)) return [];
  const recovery = desk.session?.recoverySaved || desk.recoveryDeclined;
  return [
    [key.value !== null && desk.tried !== true, t('lackTry')],
    [!recovery, t('lackRecovery')],
  ];
}
