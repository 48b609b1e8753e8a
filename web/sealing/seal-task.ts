import type { SealingTicket } from '../../contracts/bidding.ts';
import { seal } from '../../src/sealing/seal.ts';
import { type EnvelopeSecret, unlockSecrets } from '../../src/sealing/session.ts';
import { webPrimitives } from '../../src/sealing/web-primitives.ts';
import type { EnvelopeJob, SealedEnvelope, SealingNews } from './messages.ts';
import { bidderKey, system, type TaskOf } from './tasks.ts';
import type { UploadLanes } from './upload-lanes.ts';

type Tell = (news: SealingNews) => void;
type Task = TaskOf<'seal'>;

/**
 * Seals envelope by envelope and uploads what is produced while the next is made. Each envelope is a sealing of its
 * own under the lot's ticket, so that one that is finished stays finished when a file of another changes.
 */
export async function sealAndSend(task: Task, lanes: UploadLanes, tell: Tell): Promise<null> {
  const secrets = await unlockSecrets(task.secrets, bidderKey(task.key), system);
  for (const job of task.envelopes) {
    const sealed = await sealEnvelope(task, job, secrets, lanes, tell);
    const { outer, entry } = sealed;
    await lanes.put(entry.outerSha256, outer, () => undefined);
    await lanes.drain();
    tell({ kind: 'envelope', sealed });
  }
  return null;
}

/** The ticket narrowed to one envelope: sealing asks for all that a ticket requires. */
const onlyOf = (ticket: SealingTicket, id: string): SealingTicket => ({
  ...ticket,
  envelopes: ticket.envelopes.filter(envelope => envelope.id === id),
});

async function sealEnvelope(
  { ticket, key, createdAt }: Task,
  job: EnvelopeJob,
  secrets: readonly EnvelopeSecret[],
  lanes: UploadLanes,
  tell: Tell,
): Promise<SealedEnvelope> {
  const files = job.files.map(({ name, content }) => ({
    name,
    bytes: content.size,
    stream: () => content.stream(),
  }));
  const plan = {
    ticket: onlyOf(ticket, job.id),
    certificateDer: key.certificate,
    envelopes: [{ id: job.id, files }],
    secrets,
    held: job.held,
    createdAt,
    signal: lanes.signal,
  };
  const sealing = seal(plan, webPrimitives);
  let step = await sealing.next();
  for (; !step.done; step = await sealing.next()) {
    const { bytes, plainBytes: _, ...record } = step.value;
    tell({ kind: 'sealed', envelope: job.id, index: record.index, held: bytes === null });
    if (bytes === null) continue;
    const content = new Uint8Array(bytes);
    await lanes.put(record.sha256, content, () =>
      tell({ kind: 'sent', record, bytes: content.length }),
    );
  }
  const [entry] = step.value.manifest.envelopes;
  const [sealed] = step.value.packages;
  if (!entry || !sealed) throw new Error(`nothing sealed in ${job.id}`);
  return { entry, outer: new Uint8Array(sealed.outer), inner: new Uint8Array(sealed.inner) };
}
