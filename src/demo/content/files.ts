import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { typeset } from '../../platform/pdf/typeset.ts';
import { writeModelZip } from './bid/model-zip.ts';
import { type Offer, offerOf, openingFormName, openingSheet } from './bid/offer.ts';
import { proposal } from './bid/proposal.ts';
import { qualificationFile } from './bid/qualification.ts';
import { billWorkbook, pricedWorkbook } from './bill/workbook.ts';
import type { DemoProject, TenderFacts } from './project.ts';
import { tenderDocument } from './tender/document.ts';

export interface TenderFile {
  readonly name: string;
  readonly kind: 'tender' | 'bill';
  readonly content: Uint8Array<ArrayBuffer>;
}

/** What the tenderer publishes: the tender document and the bill of quantities. */
export async function tenderFiles(facts: TenderFacts): Promise<TenderFile[]> {
  return [
    {
      name: '招标文件.pdf',
      kind: 'tender',
      content: new Uint8Array(await typeset(tenderDocument(facts))),
    },
    {
      name: '工程量清单.xlsx',
      kind: 'bill',
      content: await billWorkbook(facts.project, facts.code),
    },
  ];
}

export interface BidOrder {
  readonly project: DemoProject;
  readonly code: string;
  /** Key of the bidder in `city.ts`. */
  readonly bidder: string;
  readonly madeAt: string;
  /** Where to write: one folder per envelope below it, as `kaibiao seal` reads them. */
  readonly folder: string;
  /** Adds a building model of at least this size to the technical envelope. */
  readonly modelBytes?: number;
}

/** Writes one bidder's files and answers with its offer, so that the demo knows what must come out of the envelopes. */
export async function writeBidFiles(order: BidOrder): Promise<Offer> {
  const offer = offerOf(order.project, order.code, order.bidder, order.madeAt);
  const { bidder, bill } = offer;
  const put = async (envelope: string, name: string, content: Uint8Array | string) => {
    await mkdir(join(order.folder, envelope), { recursive: true });
    await writeFile(join(order.folder, envelope, name), content);
  };
  await put('opening', openingFormName, `${JSON.stringify(offer.form, null, 2)}\n`);
  await put('opening', '开标一览表.pdf', await typeset(openingSheet(offer)));
  await put('qualification', '资格审查文件.pdf', await typeset(qualificationFile(offer)));
  await put('technical', '施工组织设计.pdf', await typeset(proposal(offer)));
  await put(
    'price',
    '已标价工程量清单.xlsx',
    await pricedWorkbook(order.project, order.code, { bidder, bill }),
  );
  if (order.modelBytes) {
    const path = join(order.folder, 'technical', 'BIM模型与漫游.zip');
    await writeModelZip(path, `${order.project.key}/${order.bidder}`, order.modelBytes);
  }
  return offer;
}
