import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projects } from '../../src/demo/content/project.ts';
import { openStage } from '../../src/demo/play/player.ts';
import { publishTrade, type Trade } from '../../src/demo/play/publish.ts';
import { playerOf } from '../../src/demo/play/trade.ts';
import { utf8 } from '../../src/kernel/bytes.ts';
import type { Person } from '../support/browser.ts';
import { barriers } from './axe.ts';
import { look, openVisit, type Visit } from './visit.ts';

let visit: Visit;
let trade: Trade;
let supervisor: Person;

beforeAll(async () => {
  visit = await openVisit();
  const stage = await openStage(visit.service.url);
  const project = projects.riverside;
  const tenderer = await playerOf(stage, project.tenderer);
  const content = utf8('%PDF-1.7');
  trade = await publishTrade(stage, tenderer, {
    project,
    releaseWindowMinutes: 30,
    documents: async () => [
      { name: '招标文件.pdf', kind: 'tender', content },
      { name: '工程量清单.pdf', kind: 'bill', content },
    ],
  });
  supervisor = await visit.arriveAs(stage.accounts('supervisor')[0]?.name ?? '');
}, 180_000);
afterAll(() => visit.end());

const open = () =>
  supervisor.page.goto(`${visit.service.url}/app/supervision/projects/${trade.project}`);
const checkAll = () => supervisor.page.getByRole('button', { name: /^核验这 \d+ 条$/ }).click();

/** What somebody could do who holds the database itself: its own guards are off. */
async function asSuperuser(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: visit.service.databaseUrl });
  await client.connect();
  try {
    await client.query('set session_replication_role = replica');
    await client.query(sql);
  } finally {
    await client.end();
  }
}

test('the wall shows the lot before its deadline with its date and nothing else', async () => {
  const { page } = supervisor;
  await page.goto(`${visit.service.url}/app/supervision`);
  const room = page.getByRole('button', { name: /，待开标/ }).first();
  await room.click();
  await page.getByText('投标截止前，投标情况对任何人保密').waitFor();
  expect(await room.textContent()).toMatch(/^\s*\d{4}\s+\d{2}-\d{2}\s*$/);
  expect(await barriers(page)).toEqual([]);
  await look(page, 'supervision-wall');
});

test('the browser itself finds every line of the record in the public log', async () => {
  const { page } = supervisor;
  await open();
  await page.getByText('签名发布招标公告和招标文件').waitFor();
  await checkAll();
  await page.getByText(/条记录都在公开日志里/).waitFor();
  const checked = page.getByRole('row').filter({ hasText: '签名发布招标公告' });
  expect(await checked.textContent()).toMatch(/已核验，日志第 \d+ 条/);
  expect(await barriers(page)).toEqual([]);
  await look(page, 'supervision-record');
});

test('a record that was changed in the database afterwards is found out', async () => {
  await asSuperuser(
    `update event set text = replace(text, '"at":"20', '"at":"19') where type = 'tender.published'`,
  );
  const { page } = supervisor;
  await open();
  await page.getByText('签名发布招标公告和招标文件').waitFor();
  await checkAll();
  await page.getByText('1 条记录不在公开日志里').waitFor();
  expect(supervisor.complaints).toEqual([]);
});
