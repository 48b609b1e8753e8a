import { beijingDate } from '../../../../kernel/beijing.ts';
import type { DemoProject } from '../../project.ts';
import { titleOf } from '../../project.ts';
import { type Random, seeded } from '../../random.ts';
import type { Offer } from '../offer.ts';

/** What a bidder would do on this work: its own figures, fixed once, so that chapters agree with each other. */
export interface Plan {
  readonly project: DemoProject;
  readonly title: string;
  readonly bidder: string;
  readonly offer: Offer;
  readonly random: Random;
  readonly days: number;
  readonly stages: number;
  readonly peakWorkers: number;
  readonly preparation: number;
  readonly teams: number;
  readonly excavators: number;
  readonly pavers: number;
  readonly rollers: number;
  readonly drills: number;
  readonly trucks: number;
  readonly detectionMetres: number;
  readonly writtenOn: string;
}

export function planOf(offer: Offer): Plan {
  const random = seeded(`proposal/${offer.project.key}/${offer.profile.key}`);
  const stages = random.int(3, 4);
  return {
    project: offer.project,
    title: titleOf(offer.project),
    bidder: offer.bidder,
    offer,
    random,
    days: offer.form.periodDays,
    stages,
    peakWorkers: random.int(186, 342),
    preparation: random.int(12, 25),
    teams: random.int(5, 8),
    excavators: random.int(9, 16),
    pavers: random.int(2, 4),
    rollers: random.int(8, 14),
    drills: random.int(3, 6),
    trucks: random.int(24, 46),
    detectionMetres: random.int(15, 30),
    writtenOn: beijingDate(offer.madeAt),
  };
}

/**
 * Text with choices: `【甲｜乙｜丙】` becomes one of its parts. What a bidder writes differs in wording and in measures,
 * as proposals from different houses do.
 */
export function choose(text: string, random: Random): string {
  return text.replace(/【([^【】]+)】/g, (_, parts: string) => random.pick(parts.split('｜')));
}
