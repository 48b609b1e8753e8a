import type { Words } from '../../contracts/words.ts';
import { concat, equal } from '../kernel/bytes.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { oid } from '../pki/der-values.ts';

/** CMS AuthEnvelopedData, RFC 5083. */
const sealedType = oid('1.2.840.113549.1.9.16.1.23');
/** Tag and length of the outer SEQUENCE (up to 6 bytes), then the content type. */
const headBytes = 6 + sealedType.length;

/**
 * Passes a sealed part on and refuses anything else: a part that is not encrypted is not taken (C26), so that a file
 * sent in the clear by mistake is never kept. What is inside a part is checked where it is opened.
 */
export async function* sealedOnly(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array = new Uint8Array();
  let expected = -1;
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (expected < 0) {
      head = concat(head, chunk.subarray(0, headBytes));
      if (head.length >= headBytes) expected = lengthOf(head);
    }
    if (expected >= 0 && bytes > expected)
      throw notSealed({ zh: '结尾多出内容', en: 'there is more at its end' });
    yield chunk;
  }
  if (bytes !== expected) throw notSealed({ zh: '内容不完整', en: 'it is incomplete' });
}

/** Bytes of the whole ContentInfo as its header says; BID_NOT_ENCRYPTED unless it begins like a sealed part. */
function lengthOf(head: Uint8Array): number {
  const [tag, first = 0] = head;
  const digits = first < 0x80 ? 0 : first & 0x7f;
  if (tag !== 0x30 || first === 0x80 || digits > 4) throw notSealed(otherThing);
  const start = 2 + digits;
  if (!equal(head.subarray(start, start + sealedType.length), sealedType))
    throw notSealed(otherThing);
  const content = head.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  return start + (digits === 0 ? first : content);
}

const otherThing: Words = { zh: '不是密封的分段', en: 'it is not a sealed part' };

const notSealed = (what: Words) =>
  new RuleError('BID_NOT_ENCRYPTED', {
    zh: `上传的内容没有按规定加密（${what.zh}），依《电子招标投标办法》第二十六条不予接收。请先封装再上传。`,
    en: `What you sent is not encrypted as required (${what.en}) and is not taken (Electronic Bidding Measures, art. 26). Seal it first, then send it.`,
  });
