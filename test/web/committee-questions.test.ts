import { afterAll, beforeAll, expect, test } from 'vitest';
import { findOnQuestion } from '../../contracts/committee-questions.ts';
import { checkInAll, readRoom, seatCommittee } from '../../src/demo/play/evaluate.ts';
import type { Player } from '../../src/demo/play/player.ts';
import {
  closeSmall,
  formOf,
  publishSmall,
  removeSmall,
  type SmallTrade,
  sealSmall,
  submitOne,
  toOpened,
} from '../support/small-trade.ts';
import { barriers } from './axe.ts';
import { look, openVisit, type Visit } from './visit.ts';

let visit: Visit;
let small: SmallTrade;
let members: Player[];
const lot = () => small.trade.lot;
const questions = async () => {
  const [first] = members;
  return first ? (await readRoom(first, lot())).questions : [];
};

/** Three bids; the first two name the same project manager. */
beforeAll(async () => {
  visit = await openVisit({ WORKERS: '1' });
  small = await sealSmall(await publishSmall(visit.service.url), 3, i => ({
    form: {
      ...formOf(i),
      ...(i < 2 ? { manager: '经理甲', managerCertificate: '京1112012012340' } : {}),
    },
    contents: {
      qualification: `%PDF-1.7 ${i}`,
      technical: `%PDF-1.7 ${i}`,
      price: `%PDF-1.7 ${i}`,
    },
  }));
  for (const desk of small.desks) await submitOne(desk);
  await closeSmall(small);
  await toOpened(small, 3);
  members = await seatCommittee(small.stage, small.tenderer, lot());
  await checkInAll(members, lot());
}, 240_000);
afterAll(async () => {
  await visit?.end();
  if (small) await removeSmall(small);
});

test('bids that name one manager are a question to the committee, which more than half decide', async () => {
  await expect.poll(async () => (await questions()).length, { timeout: 60_000 }).toBe(1);
  const [question] = await questions();
  if (!question) throw new Error('no question');
  expect(question).toMatchObject({ item: 3, decided: null });
  expect(question.bids).toHaveLength(2);
  for (const { client } of members.slice(0, 2))
    await client.call(findOnQuestion, {
      params: { lot: lot(), question: question.id },
      body: { finding: 'explained', reason: '查登记，该经理刚转职' },
    });

  const me = members[2]?.account.name ?? '';
  const { page } = await visit.arrive('/sign-in');
  await page.getByLabel('按姓名、单位筛选').fill(me);
  await page.getByRole('button', { name: new RegExp(`^${me}`) }).click();
  await page.getByRole('heading', { name: `${me}，您好` }).waitFor();
  await page.goto(`${visit.service.url}/app/evaluation/${lot()}`);
  await page.getByText('有 1 个问题请评标委员会核对').waitFor();
  await look(page, 'committee-question-in-room');
  await page.getByRole('button', { name: '查看并给出意见' }).click();
  const card = page.getByRole('dialog');
  await card.getByText('第三项：不同投标人的投标文件载明的项目管理成员为同一人').waitFor();
  expect(await card.getByText('查登记，该经理刚转职').count()).toBe(0);
  expect(await card.getByRole('button', { name: '提交意见' }).isDisabled()).toBe(true);
  await card.getByRole('radio', { name: '有合理解释' }).check();
  await card.getByLabel('理由').fill('转职证明在资格文件第 12 页');
  expect(await barriers(page)).toEqual([]);
  await look(page, 'committee-question');
  await card.getByRole('button', { name: '提交意见' }).click();
  await card.getByText('有合理解释，不认定').waitFor();
  expect(await card.getByText('查登记，该经理刚转职').count()).toBe(2);
  await look(page, 'committee-question-decided');
}, 180_000);
