import {
  type AwardView,
  answerObjection,
  awardLot,
  objectToResult,
  previewAward,
  previewCandidates,
  publishCandidates,
  readAward,
} from '../../../contracts/award.ts';
import { objectionStatement } from '../../award/rules/statements.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import type { Player, Stage } from './player.ts';

export const readAwardOf = (stage: Stage, lot: string): Promise<AwardView> =>
  stage.open.call(readAward, { params: { lot } });

/** Publishes the ranked candidates, signed by the tenderer. */
export async function publishResult(tenderer: Player, lot: string): Promise<AwardView> {
  const { text } = await tenderer.client.call(previewCandidates, { params: { lot } });
  return tenderer.client.call(publishCandidates, {
    params: { lot },
    body: { signature: await tenderer.sign(text) },
  });
}

/** An objection stops the clock of the window; the answer lets it go on. */
export async function objectAndAnswer(
  bidder: Player,
  tenderer: Player,
  lot: string,
): Promise<AwardView> {
  const text = '请说明第一中标候选人的类似业绩是否满足招标文件第二章的要求。';
  const view = await bidder.client.call(objectToResult, {
    params: { lot },
    body: { text, signature: await bidder.sign(canonicalText(objectionStatement(lot, text))) },
  });
  const [objection] = view.objections;
  if (!objection) throw new Error('the objection is not there');
  return tenderer.client.call(answerObjection, {
    params: { lot, objection: objection.id },
    body: {
      text: '经复核，两项业绩的规模、竣工时间均满足要求，证明材料见资格文件第 12 至 18 页。',
    },
  });
}

/** Lets the window run out, then awards: rank 1 where the state pays (B55). */
export async function awardAfterWindow(
  stage: Stage,
  tenderer: Player,
  lot: string,
): Promise<AwardView> {
  const { windowEndsAt } = await readAwardOf(stage, lot);
  if (windowEndsAt !== null) await stage.advance(new Date(Date.parse(windowEndsAt) + 1000));
  const { text } = await tenderer.client.call(previewAward, { params: { lot } });
  return tenderer.client.call(awardLot, {
    params: { lot },
    body: { signature: await tenderer.sign(text) },
  });
}
