import type Router from '@koa/router';
import { eraseDue } from './audit/retention/erase-due.ts';
import { auditRoutes } from './audit/routes.ts';
import { readAward } from './award/read-award.ts';
import { awardRoutes } from './award/routes.ts';
import { completeReceipts } from './bidding/complete-receipts.ts';
import { checkReceipt } from './bidding/read-bids.ts';
import { biddingRoutes } from './bidding/routes.ts';
import { addClue } from './blacklist/evidence.ts';
import { expireSanctions } from './blacklist/expire.ts';
import { openCase } from './blacklist/open-case.ts';
import { pullPeers } from './blacklist/pull-peer.ts';
import { listSanctions, readSanction } from './blacklist/read-sanctions.ts';
import { blacklistRoutes } from './blacklist/routes.ts';
import { releaseBonds } from './bond/return-payment.ts';
import { bondRoutes } from './bond/routes.ts';
import { analyseLot } from './clues/analyse-lot.ts';
import { askForMissed, askForOpened } from './clues/ask-due.ts';
import { trainModel } from './clues/learning/train-model.ts';
import { relate } from './clues/relate.ts';
import { clueRoutes } from './clues/routes.ts';
import { watchBehaviour } from './clues/watch-behaviour.ts';
import type { Config } from './config.ts';
import { listResults } from './contract/list-results.ts';
import { readContract } from './contract/read-contract.ts';
import { contractRoutes } from './contract/routes.ts';
import { listCreditRules, listCredits, readCredit } from './credit/read-credit.ts';
import { creditRoutes } from './credit/routes.ts';
import { evaluationWork } from './evaluation/due.ts';
import { putQuestions } from './evaluation/questions.ts';
import { evaluationRoom } from './evaluation/room.ts';
import { evaluationRoutes } from './evaluation/routes.ts';
import { expertRoutes } from './experts/routes.ts';
import type { WorkCalendar } from './kernel/calendar.ts';
import { closeLots, stampCloses } from './opening/close-lot.ts';
import { destroySuperseded } from './opening/destroy-superseded.ts';
import { revealLots } from './opening/reveal.ts';
import { openingRoom } from './opening/room.ts';
import { openingRoutes } from './opening/routes.ts';
import type { Context } from './platform/command.ts';
import { contractPages } from './platform/contract-pages.ts';
import type { DueWork } from './platform/due.ts';
import type { JobQueue } from './platform/jobs/queue.ts';
import type { Work } from './platform/jobs/worker.ts';
import type { Rooms } from './platform/rooms/hub.ts';
import type { Room } from './platform/rooms/room.ts';
import { roomRoutes } from './platform/rooms/routes.ts';
import { portalRoutes } from './portal/routes.ts';
import { clockRoom } from './registry/room.ts';
import { registryRoutes } from './registry/routes.ts';
import { supervisionRoutes } from './supervision/routes.ts';
import { listProjects } from './tender/list-projects.ts';
import { readProject } from './tender/read-project.ts';
import { tenderRoutes } from './tender/routes.ts';
import type { Verifier } from './transparency/note.ts';

/** What the capabilities need from the composition root to be mounted. */
export interface Mounting {
  readonly config: Config;
  readonly log: Verifier;
  readonly rooms: Rooms;
  readonly queue: JobQueue;
  readonly calendar: WorkCalendar;
  /** The address that people type: printed in QR codes. */
  readonly origin: () => string;
}

/** Every capability's operations. */
export function mount(
  router: Router,
  { config, log, rooms, queue, calendar, origin }: Mounting,
): void {
  contractPages(router);
  roomRoutes(router, rooms);
  registryRoutes(router, { ...config, origin });
  blacklistRoutes(router, { origin, log, demo: config.demo });
  tenderRoutes(router, calendar);
  bondRoutes(router);
  biddingRoutes(router, { origin });
  openingRoutes(router, { origin });
  expertRoutes(router);
  evaluationRoutes(router, { origin });
  awardRoutes(router, { origin, contractOf: readContract });
  contractRoutes(router);
  creditRoutes(router, { origin });
  clueRoutes(router, { queue, cases: { openCase, addClue }, origin });
  supervisionRoutes(router);
  auditRoutes(router, log);
  const sanctions = {
    listSanctions,
    readSanction: (ctx: Context, number: string) => readSanction(ctx, number, log),
  };
  const credits = { listCredits, listCreditRules, readCredit };
  const trades = { listProjects, readProject, readAward, readContract, listResults, checkReceipt };
  const source = { ...trades, ...sanctions, ...credits };
  portalRoutes(router, source, log);
}

/** Every kind of live room. */
export const rooms: readonly Room[] = [clockRoom, openingRoom, evaluationRoom];

/** Everything that time makes due. */
export const dueWorks: readonly DueWork[] = [
  closeLots,
  stampCloses,
  destroySuperseded,
  revealLots,
  completeReceipts,
  evaluationWork,
  expireSanctions,
  pullPeers,
  releaseBonds,
];

/** Every long work, and the queues that the service asks for it by. */
export const works: readonly Work[] = [
  analyseLot({ putQuestions }),
  relate,
  watchBehaviour,
  trainModel,
];

export const queues: readonly string[] = works.map(work => work.queue);

/** What the workers ask for by themselves. */
export const workerDue = (queue: JobQueue): readonly DueWork[] => [
  askForOpened(queue),
  askForMissed(queue),
  eraseDue,
];
