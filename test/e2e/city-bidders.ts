import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type OpeningForm, openingFormName } from '../../contracts/opening.ts';
import { type Desk, deskOf, sealAndSubmit } from '../../src/demo/play/bid.ts';
import type { Player, Stage } from '../../src/demo/play/player.ts';

export const formOf = (i: number): OpeningForm => ({
  price: `${218_940_216 - 1_170_331 * i}.5${i}`,
  periodDays: 540 - i,
  manager: `经理${'甲乙丙丁'[i]}`,
  managerCertificate: `京11120201234${i}`,
  quality: '合格',
  bond: '4000000.00',
});

/** A bidder who works with the command line alone: seals small papers and submits them. */
export async function submitByCommand(
  stage: Stage,
  player: Player,
  { lot, folder, form }: { lot: string; folder: string; form: OpeningForm },
): Promise<Desk> {
  const desk = await deskOf(stage, player, folder);
  const papers = {
    [`opening/${openingFormName}`]: JSON.stringify(form),
    'qualification/qualification.pdf': `%PDF-1.7 资格 ${form.manager}`,
    'technical/technical.pdf': `%PDF-1.7 技术 ${form.manager}`,
    'price/bill.xlsx': `PK 清单 ${form.price}`,
  };
  for (const [name, text] of Object.entries(papers)) {
    const path = join(desk.folder, 'bid', name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, text);
  }
  await sealAndSubmit(desk, lot);
  return desk;
}
