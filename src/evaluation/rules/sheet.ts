import { sha256 } from '@noble/hashes/sha2.js';
import type { EvaluationStage } from '../../../contracts/evaluation/members.ts';
import type { Mark, SheetStage } from '../../../contracts/evaluation/sheets.ts';
import { concat, hex, lengthPrefixed } from '../../kernel/bytes.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { requireStage } from './stages.ts';

/** The sheet as a decision finds it. */
export interface SheetState {
  readonly version: number;
  readonly lockedAt?: Date | null | undefined;
}

/** Marks go only into the sheet of the running stage, not into a locked one, and only onto the version that was read. */
export function requireMayWrite(
  room: { readonly stage: EvaluationStage; readonly ended: boolean },
  stage: SheetStage,
  sheet: SheetState,
): void {
  requireStage(room.stage, stage);
  if (room.ended)
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '这个阶段的评审已经结束，正在表决竞争性问题。',
        en: 'The review of this stage is over; the committee votes on competition now.',
      },
      { stage },
    );
  if (sheet.lockedAt)
    throw new RuleError(
      'ALREADY_LOCKED',
      {
        zh: '您已经提交并锁定这个阶段的评审。',
        en: 'You have submitted and locked your review of this stage.',
      },
      { stage },
    );
}

/** Two windows on one sheet: the older one learns of the newer version and loses nothing of its own. */
export function requireVersion(sheet: SheetState, edited: number | null): void {
  if (edited === null)
    throw new RuleError('MALFORMED', {
      zh: '请求缺少 If-Match：请写明您改的是第几版。',
      en: 'The request lacks If-Match: say which version you edited.',
    });
  if (edited !== sheet.version)
    throw new RuleError(
      'CONFLICT',
      {
        zh: `评分表已有第 ${sheet.version} 版，您改的是第 ${edited} 版。您刚才填的还在本机，请取回新版后再存。`,
        en: `The score sheet is at version ${sheet.version}; you edited version ${edited}. What you entered is still on this machine: fetch the new version, then save.`,
      },
      { version: sheet.version, edited },
    );
}

/** A locked sheet may be asked back until its stage has ended; why is on record. */
export function requireMayReopen(
  room: { readonly stage: EvaluationStage; readonly ended: boolean },
  stage: SheetStage,
  sheet: SheetState,
): void {
  requireStage(room.stage, stage);
  if (room.ended)
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '这个阶段的评审已经结束，不能再改。',
        en: 'The review of this stage is over and cannot be changed.',
      },
      { stage },
    );
  if (!sheet.lockedAt)
    throw new RuleError('WRONG_STATE', {
      zh: '您的评审还没有锁定，可以直接修改。',
      en: 'Your review is not locked: you can edit it.',
    });
}

/**
 * What the record holds of a version before its stage ends: SHA256(lp("kaibiao/sheet") ‖ lp(salt) ‖ lp(marks)).
 * Marks are few and could be tried out; the salt (32 bytes) keeps the hash from telling.
 */
export function marksCommit(salt: Uint8Array, marks: readonly Mark[]): string {
  return hex(
    sha256(
      concat(
        lengthPrefixed('kaibiao/sheet'),
        lengthPrefixed(salt),
        lengthPrefixed(canonicalText(marks)),
      ),
    ),
  );
}
