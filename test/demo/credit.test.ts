import { afterAll, beforeAll, expect, test } from 'vitest';
import { listCredits } from '../../contracts/credit.ts';
import { enterCredit, publishCredit } from '../../src/demo/play/credit.ts';
import { openStage, type Stage } from '../../src/demo/play/player.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
let stage: Stage;
beforeAll(async () => {
  service = await startService();
  stage = await openStage(service.url);
});
afterAll(() => service.remove());

const scores = async () => {
  const { rows } = await stage.open.call(listCredits);
  return rows.map(row => row.score).sort((a, b) => a - b);
};

test('the city’s facts are entered once, and count when their time has come', async () => {
  await enterCredit(stage);
  await enterCredit(stage);
  await publishCredit(stage);
  expect(await scores()).toEqual([100, 100, 100, 100, 100, 100, 103, 105]);
  await stage.advance(new Date((await stage.now()).getTime() + 20 * 86_400_000));
  await publishCredit(stage);
  await publishCredit(stage);
  expect(await scores()).toEqual([80, 94, 100, 100, 100, 100, 103, 105]);
});
