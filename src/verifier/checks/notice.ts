import { sha256 } from '@noble/hashes/sha2.js';
import { z } from 'zod';
import { Id, Sha256, Time } from '../../../contracts/route.ts';
import { LotRules } from '../../../contracts/tender/lot-rules.ts';
import { Schedule } from '../../../contracts/tender/project.ts';
import type { Words } from '../../../contracts/words.ts';
import { hex } from '../../kernel/bytes.ts';
import { chinaCalendar } from '../../kernel/calendar.ts';
import { deadlineAfterSuspension } from '../../tender/rules/amendment.ts';
import { rulesSha256 } from '../../tender/rules/lot-rules.ts';
import { Fault, hold, within } from '../fault.ts';
import { layout } from '../layout.ts';
import { eventsOf, type Trade } from '../trade.ts';

const NoticeText = z.object({
  kind: z.literal('publication'),
  project: z.object({ id: Id, code: z.string(), name: z.string() }),
  schedule: Schedule,
  lots: z.array(
    z.object({
      id: Id,
      title: z.string(),
      rules: LotRules,
      rulesSha256: Sha256,
      committeeKeySha256: Sha256,
      drawSeedCommit: Sha256,
    }),
  ),
  documents: z.array(z.object({ name: z.string(), sha256: Sha256 })),
});

/** What a later notice (amendment, suspension, resumption, termination) may change of the lot at hand. */
const FurtherText = z.object({
  number: z.int(),
  deadline: Time.nullable(),
  /** Of a resumption after an objection: how long the trade stood still (B22). */
  from: Time.optional(),
  to: Time.optional(),
  lots: z.array(z.object({ id: Id, rulesSha256: Sha256 })).default([]),
  documents: z.array(z.object({ name: z.string(), sha256: Sha256 })).default([]),
});

const isFurther = ({ type }: { readonly type: string }) =>
  /^tender\.(amended|suspension|resumption|termination)$/.test(type);

/** The terms of the lot, as the signed notices give them. */
export interface Terms {
  readonly lot: z.infer<typeof NoticeText>['lots'][number];
  readonly deadline: Date;
  /** Hashes of the rules by version: a bid is sealed under the newest. */
  readonly rulesSha256: string;
  /** When the trade stood still until an objection to its documents was answered. */
  readonly stops: readonly Stop[];
}

interface Stop {
  readonly from: Date;
  readonly to: Date;
}

const PublishedData = z.object({ notice: z.string() });
const SignedData = z.object({ certificateSha256: Sha256 });

async function publication(trade: Trade) {
  const [event] = eventsOf(trade, 'tender.published');
  if (!event)
    throw new Fault(layout.events, {
      zh: '没有发布公告的事件',
      en: 'No event publishes the notice',
    });
  const { notice } = PublishedData.parse(event.data);
  const path = layout.notice(0);
  const signed = await trade.signatures.check(path, new Date(event.at));
  hold(signed.text === notice, path, {
    zh: '签的不是日志里记的公告',
    en: 'What is signed is not the notice in the log',
  });
  const { certificateSha256 } = SignedData.parse(event.data);
  const own = signed.certificate.sha256 === certificateSha256;
  hold(own, path, {
    zh: '不是用日志里记的证书签的',
    en: 'Not signed with the certificate in the log',
  });
  const stampedAt = await trade.signatures.stamp(
    layout.noticeStamp(0),
    await trade.bundle.read(path),
  );
  const text = await within(path, () => NoticeText.parse(JSON.parse(notice)));
  return { text, stampedAt, signer: signed.certificate.subject.commonName };
}

/** The terms after all amendments; the last one that names the lot's rules holds. */
export async function readTerms(trade: Trade): Promise<Terms> {
  const { text } = await publication(trade);
  const lot = text.lots.find(({ id }) => id === trade.bundle.index.lot);
  if (!lot)
    throw new Fault(layout.notice(0), {
      zh: '公告里没有这个标段',
      en: 'The notice lacks this lot',
    });
  let [deadline, rules] = [text.schedule.deadline, lot.rulesSha256];
  const stops: Stop[] = [];
  for (const event of trade.events.filter(isFurther)) {
    const change = FurtherText.parse(JSON.parse(PublishedData.parse(event.data).notice));
    const stop = stopOf(change);
    if (stop) holdMoved(change, new Date(deadline), stop);
    if (stop) stops.push(stop);
    deadline = change.deadline ?? deadline;
    rules = change.lots.find(({ id }) => id === lot.id)?.rulesSha256 ?? rules;
  }
  return { lot, deadline: new Date(deadline), rulesSha256: rules, stops };
}

const stopOf = ({ from, to }: z.infer<typeof FurtherText>): Stop | null =>
  from && to ? { from: new Date(from), to: new Date(to) } : null;

/** The deadline moves by just the time lost (B22). */
function holdMoved({ number, deadline }: z.infer<typeof FurtherText>, before: Date, stop: Stop) {
  const lawful = deadlineAfterSuspension(before, stop, chinaCalendar).toISOString();
  hold(deadline === lawful, layout.notice(number), {
    zh: `异议答复后截止时间应顺延到 ${lawful}`,
    en: `After the objection was answered the deadline should have moved to ${lawful}`,
  });
}

/** The publication: signed, stamped, its rules hashed as it says, its documents in the folder. */
export async function checkNotice(trade: Trade): Promise<Words> {
  const { text, signer } = await publication(trade);
  const { lot, deadline } = await readTerms(trade);
  hold(rulesSha256(lot.rules) === lot.rulesSha256, layout.notice(0), {
    zh: '规则与它的摘要不一致',
    en: 'The rules have not their hash',
  });
  for (const document of text.documents) await checkDocument(trade, document);
  const further = await checkFurther(trade);
  return {
    zh: `由「${signer}」签名，${text.documents.length} 份文件一致，后续公告 ${further} 份，截止 ${deadline.toISOString()}`,
    en: `Signed by “${signer}”, ${text.documents.length} documents as announced, ${further} later notices, deadline ${deadline.toISOString()}`,
  };
}

/** Amendments, suspensions and so on: each signed and stamped by the centre, as the log has it, with its documents. */
async function checkFurther(trade: Trade): Promise<number> {
  const events = trade.events.filter(isFurther);
  for (const event of events) {
    const { notice } = PublishedData.parse(event.data);
    const { number, documents } = FurtherText.parse(JSON.parse(notice));
    const path = layout.notice(number);
    const signed = await trade.signatures.checkCentre(path, new Date(event.at));
    hold(signed.text === notice, path, {
      zh: '签的不是日志里记的公告',
      en: 'What is signed is not the notice in the log',
    });
    await trade.signatures.stamp(layout.noticeStamp(number), await trade.bundle.read(path));
    for (const document of documents) await checkDocument(trade, document);
  }
  return events.length;
}

async function checkDocument(
  { bundle }: Trade,
  { name, sha256: expected }: { readonly name: string; readonly sha256: string },
): Promise<void> {
  const path = layout.document(expected);
  const found = hex(sha256(await bundle.read(path)));
  hold(found === expected, path, {
    zh: `「${name}」与公告里的摘要不一致`,
    en: `“${name}” has not the hash in the notice`,
  });
}
