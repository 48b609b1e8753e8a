import { type OpeningForm, openingFormName } from '../../../../contracts/opening.ts';
import { formatCapitals, formatThousands, formatYuan } from '../../../kernel/money.ts';
import type { Document } from '../../../platform/pdf/blocks.ts';
import { organisationOf } from '../../city.ts';
import { type PricedBill, priceBill } from '../bill/priced.ts';
import { type DemoProject, titleOf } from '../project.ts';
import { type BidderProfile, profileOf } from './bidders.ts';

export { openingFormName };

/** One bidder's bid on one project: its bill, and the form that follows from it. */
export interface Offer {
  readonly project: DemoProject;
  readonly code: string;
  readonly profile: BidderProfile;
  readonly bidder: string;
  readonly bill: PricedBill;
  readonly form: OpeningForm;
  /** ISO time that its files bear. */
  readonly madeAt: string;
}

/** The bid price is what the priced bill comes to, to the fen. */
export function offerOf(project: DemoProject, code: string, bidder: string, madeAt: string): Offer {
  const profile = profileOf(bidder);
  const bill = priceBill(project, bidder, profile.ratio);
  return {
    project,
    code,
    profile,
    bidder: organisationOf(bidder).name,
    bill,
    madeAt,
    form: {
      price: formatYuan(bill.totalFen),
      periodDays: project.periodDays - profile.daysLess,
      manager: profile.manager,
      managerCertificate: profile.managerCertificate,
      quality: '合格',
      bond: formatYuan(project.bondFen),
    },
  };
}

/** 开标一览表 as people read it; `opening.json` beside it is what counts. */
export function openingSheet(offer: Offer): Document {
  const { project, bill, form, bidder } = offer;
  return {
    title: `开标一览表 ${titleOf(project)}`,
    subject: offer.code,
    author: bidder,
    madeAt: offer.madeAt,
    footer: bidder,
    blocks: [
      { kind: 'title', text: '开标一览表', english: 'Bid Opening Form', under: titleOf(project) },
      {
        kind: 'table',
        columns: [
          { head: '项目', share: 3 },
          { head: '内容', share: 8 },
        ],
        rows: [
          ['项目编号', offer.code],
          ['投标人', bidder],
          [
            '投标总价',
            `${formatThousands(bill.totalFen)} 元\n人民币${formatCapitals(bill.totalFen)}`,
          ],
          ['工期', `${form.periodDays} 个日历天`],
          ['质量承诺', form.quality],
          ['项目经理', form.manager],
          ['注册证书编号', form.managerCertificate],
          ['投标保证金', `${formatThousands(project.bondFen)} 元，银行电子保函`],
        ],
        size: 11,
        grid: true,
      },
      {
        kind: 'paragraph',
        text: '本表与 opening.json 内容一致；两者不一致的，以 opening.json 为准。投标总价与已标价工程量清单合计一致。',
      },
    ],
  };
}
