import { fromHex } from '../../kernel/bytes.ts';
import { openCheckpoint } from '../../transparency/checkpoint.ts';
import { leafHash } from '../../transparency/hash.ts';
import { leafEntry } from '../../transparency/leaf.ts';
import { parseVerifier } from '../../transparency/note.ts';
import { verifyInclusion } from '../../transparency/proof.ts';
import { type AnyIndex, type Bundle, BundleEvent, EventText, type LoggedEvent } from '../bundle.ts';
import { Fault, hold, within } from '../fault.ts';
import { layout } from '../layout.ts';

/** Every event of the bundle is in the tree that the log signed; gives them in the order of the log. */
export async function checkLog(bundle: Bundle<AnyIndex>): Promise<LoggedEvent[]> {
  const note = await bundle.text(layout.checkpoint);
  const checkpoint = await within(layout.checkpoint, () =>
    openCheckpoint(note, parseVerifier(bundle.index.logKey)),
  );
  const lines = (await bundle.text(layout.events)).split('\n').filter(line => line !== '');
  const events: LoggedEvent[] = [];
  let last = -1;
  for (const [i, line] of lines.entries()) {
    const where = `${layout.events}:${i + 1}`;
    const stored = await within(where, () => BundleEvent.parse(JSON.parse(line)));
    const event = await within(where, () => EventText.parse(JSON.parse(stored.text)));
    hold(stored.leafIndex > last, where, {
      zh: '不在日志的次序里',
      en: 'Out of the order of the log',
    });
    last = stored.leafIndex;
    const entry = leafEntry(event.type, fromHex(stored.blind), stored.text);
    const tree = { start: 0, end: checkpoint.size };
    const proof = stored.proof.map(fromHex);
    const included = verifyInclusion(
      leafHash(entry),
      stored.leafIndex,
      tree,
      proof,
      checkpoint.root,
    );
    hold(included, where, {
      zh: `事件 ${event.type} 不在日志里，或被改过`,
      en: `The event ${event.type} is not in the log, or was changed`,
    });
    events.push({ ...event, text: stored.text, entry });
  }
  if (events.length === 0)
    throw new Fault(layout.events, { zh: '没有事件', en: 'There are no events' });
  return events;
}
