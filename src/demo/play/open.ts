import { setTimeout as pause } from 'node:timers/promises';
import {
  answerInHall,
  askInHall,
  finishReading,
  type Hall,
  readHall,
  signInToHall,
  signRecord,
} from '../../../contracts/opening.ts';
import type { Player } from './player.ts';

/** Waits until `holds` of the hall as `viewer` sees it; throws after `seconds` of real time. */
export async function untilHall(
  viewer: Player,
  lot: string,
  holds: (hall: Hall) => boolean,
  seconds = 60,
): Promise<Hall> {
  for (let i = 0; i < seconds * 4; i++) {
    const { hall } = await viewer.client.call(readHall, { params: { lot } });
    if (holds(hall)) return hall;
    await pause(250);
  }
  throw new Error('the hall did not get there in time');
}

export const signInAll = (bidders: readonly Player[], lot: string) =>
  Promise.all(bidders.map(b => b.client.call(signInToHall, { params: { lot } })));

/** Questions on the spot, the record, and everybody's signature under it. */
export async function readOutAndSign(
  tenderer: Player,
  bidders: readonly Player[],
  lot: string,
): Promise<Hall> {
  const [asker] = bidders;
  if (asker)
    await asker.client.call(askInHall, {
      params: { lot },
      body: { text: '开标一览表中的工期以日历天计，请确认。' },
    });
  const { questions } = await untilHall(tenderer, lot, hall => hall.questions.length > 0);
  for (const { id } of questions)
    await tenderer.client.call(answerInHall, {
      params: { lot, question: id },
      body: { text: '是，以日历天计。' },
    });
  const { text } = await tenderer.client.call(finishReading, { params: { lot } });
  for (const party of [...bidders, tenderer])
    await party.client.call(signRecord, {
      params: { lot },
      body: { signature: await party.sign(text) },
    });
  return untilHall(tenderer, lot, hall => hall.stage === 'finished');
}
