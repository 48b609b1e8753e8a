import type { IconName } from './icon-names.ts';

/** The colours of states; each has its usual icon, so that none is told by colour alone. */
export const tones = ['ok', 'run', 'warn', 'bad', 'idle', 'sealed'] as const;
export type Tone = (typeof tones)[number];

export const toneIcon: Readonly<Record<Tone, IconName>> = {
  ok: 'ok',
  run: 'dotf',
  warn: 'warn',
  bad: 'bad',
  idle: 'clock',
  sealed: 'lock',
};
