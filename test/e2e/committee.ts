import type { Page } from 'playwright-core';
import { readSheet } from '../../contracts/evaluation/sheets.ts';
import { answerCall, listMyCalls } from '../../contracts/experts.ts';
import type { Player, Stage } from '../../src/demo/play/player.ts';

/** Draws the committee by clicking, from the project's own page. */
export async function draw(page: Page, url: string, project: string): Promise<void> {
  await page.goto(`${url}/app/tenderer/projects/${project}`);
  await page.getByRole('link', { name: '抽取评标专家' }).click();
  await page.getByRole('button', { name: '抽取 5 名专家' }).click();
  await page.getByText('等专家答复；谢绝的由下一名递补。').waitFor();
}

/** Those whom the draw has called. */
export async function called(stage: Stage, lot: string): Promise<Player[]> {
  const found: Player[] = [];
  for (const account of stage.accounts('expert')) {
    const expert = await stage.enter(account);
    const { rows } = await expert.client.call(listMyCalls);
    if (rows.some(row => row.lot === lot)) found.push(expert);
  }
  return found;
}

export async function acceptByInterface(experts: readonly Player[], lot: string): Promise<void> {
  for (const { client } of experts)
    await client.call(answerCall, { params: { lot }, body: { accept: true } });
}

/** The marks of one's own technical sheet as the platform holds them: `bid item` → value. */
export async function heldMarks({ client }: Player, lot: string): Promise<Map<string, unknown>> {
  const sheet = await client.call(readSheet, { params: { lot, stage: 'technical' } });
  return new Map(sheet.marks.map(mark => [`${mark.bid} ${mark.item}`, mark.value]));
}
