import type { OrganisationProfile } from '../../contracts/organisation-profile.ts';
import type { Organisation } from '../../contracts/registry.ts';
import type { Role } from '../../contracts/route.ts';
import type { Words } from '../../contracts/words.ts';
import { parseYuan } from '../kernel/money.ts';
import { RuleError } from '../kernel/rule-error.ts';

type OrganisationKind = Organisation['kinds'][number];

/** GB 32100-2015: no I, O, S, V, Z. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** The check character of the first 17 of a unified social credit code 统一社会信用代码: weights 3^i, modulus 31. */
export function creditCheckCharacter(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet[(31 - (sum % 31)) % 31] ?? '';
}

/** Refuses a unified social credit code that is not 18 characters of GB 32100 with the right check character. */
export function requireCreditCode(code: string): void {
  const written = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code);
  if (!written || creditCheckCharacter(code.slice(0, 17)) !== code[17])
    throw new RuleError(
      'MALFORMED',
      {
        zh: '统一社会信用代码不对：请对照营业执照核对 18 位代码。',
        en: 'The unified social credit code is not valid: check its 18 characters against the business licence.',
      },
      {
        reason: 'credit-code',
      },
    );
}

/** Refuses a declaration that is about another organisation, names itself as its own parent or predecessor, or gives away more than all shares. */
export function requireOwnProfile(code: string, profile: OrganisationProfile): void {
  const wrong = (reason: string, detail: Words) => new RuleError('MALFORMED', detail, { reason });
  if (profile.code !== code)
    throw wrong('other-code', {
      zh: '申报的统一社会信用代码不是本单位的。',
      en: 'The unified social credit code declared is not that of your organisation.',
    });
  const related = profile.predecessors.map(p => p.code);
  for (const other of profile.parent ? [profile.parent, ...related] : related) {
    requireCreditCode(other);
    if (other === code)
      throw wrong('self', {
        zh: '本单位不能是自己的分支机构或承继单位。',
        en: 'An organisation is neither its own branch nor its own successor.',
      });
  }
  const hundredths = profile.shareholders.map(s => parseYuan(s.share));
  if (hundredths.reduce((sum, share) => sum + share, 0n) > 10_000n)
    throw wrong('shares', {
      zh: '出资比例合计超过 100%，请核对。',
      en: 'The shares add up to more than 100 %. Check them.',
    });
}

const administrators: readonly Role[] = ['system-admin', 'security-admin', 'audit-admin'];

/** The organisation that a role is held for; absent: the role is held by a person without one. */
export const homeOf: Partial<Record<Role, OrganisationKind>> = {
  tenderer: 'tenderer',
  agency: 'agency',
  bidder: 'bidder',
  supervisor: 'supervision',
  operator: 'centre',
  finance: 'centre',
};

/** Who may give which role. Traders are entered by the centre; who runs the platform, by the system administrator. */
export const grantedBy: Partial<Record<Role, readonly Role[]>> = {
  operator: ['tenderer', 'agency', 'bidder', 'expert', 'supervisor'],
  'system-admin': ['operator', 'finance', 'system-admin', 'security-admin', 'audit-admin'],
};

/**
 * Refuses roles that one person may not hold together. The three administrators (三员, 等保三级: separation of
 * system, security and audit administration) exclude each other and every other role; an operator, the centre's finance and a supervisor
 * trade in nothing; an expert evaluates and does nothing else (D12).
 */
export function requireCompatibleRoles(roles: readonly Role[]): void {
  const held = new Set(roles.filter(role => role !== 'public'));
  if (held.size === 0 || roles.includes('public') || held.size !== roles.length)
    throw new RuleError(
      'MALFORMED',
      { zh: '请至少选一个身份，且不要重复。', en: 'Choose at least one role, each once.' },
      { reason: 'roles-empty' },
    );
  const alone = [...held].find(role => exclusive.has(role));
  if (alone && held.size > 1)
    throw new RuleError(
      'FORBIDDEN',
      {
        zh: '这个身份不能与其他身份由同一人担任（三员分立、岗位回避）。',
        en: 'One person may not hold this role with others (separation of administrators and of duties).',
      },
      {
        reason: administrators.includes(alone) ? 'administrators-exclusive' : 'role-exclusive',
        role: alone,
      },
    );
}

const exclusive: ReadonlySet<Role> = new Set<Role>([
  ...administrators,
  'operator',
  'finance',
  'supervisor',
  'expert',
]);

/** Refuses roles that the organisation is not registered for, and an organisation for those who must have none. */
export function requireHome(roles: readonly Role[], kinds: readonly OrganisationKind[] | null) {
  for (const role of roles) {
    const kind = homeOf[role];
    if (kind && !kinds?.includes(kind))
      throw new RuleError(
        'CONFLICT',
        {
          zh: '这个身份要由登记了相应业务的单位的人员担任。',
          en: 'This role is for people of an organisation registered for that business.',
        },
        {
          reason: 'home-missing',
          role,
          kind,
        },
      );
    if (!kind && kinds)
      throw new RuleError(
        'CONFLICT',
        {
          zh: '专家和三员管理员以个人身份登记，不挂单位。',
          en: 'Experts and the three administrators register as persons, without an organisation.',
        },
        {
          reason: 'home-refused',
          role,
        },
      );
  }
}

/** Refuses to let the caller give a role that is not its to give. */
export function requireMayGrant(granter: readonly Role[], roles: readonly Role[]): void {
  const grantable = new Set(granter.flatMap(role => grantedBy[role] ?? []));
  const refused = roles.find(role => !grantable.has(role));
  if (refused)
    throw new RuleError(
      'FORBIDDEN',
      { zh: '您的身份不能授予这个角色。', en: 'You may not grant this role.' },
      {
        reason: 'grant-refused',
        role: refused,
      },
    );
}

/** What of a certificate's subject says whose it is. */
export interface CertificateSubject {
  readonly commonName: string;
  readonly serialNumber: string | null;
  readonly organizationIdentifier: string | null;
}

/**
 * Refuses to bind a certificate that names somebody else. It fits when it is the organisation's own (its unified
 * social credit code as serial number) or the person's (its name, and no other organisation's code).
 */
export function requireOwnCertificate(
  subject: CertificateSubject,
  holder: { readonly name: string; readonly code: string | null },
): void {
  const ofOrganisation = holder.code !== null && subject.serialNumber === holder.code;
  const stated = subject.organizationIdentifier;
  const ofPerson = subject.commonName === holder.name && (!stated || stated === holder.code);
  if (!ofOrganisation && !ofPerson)
    throw new RuleError(
      'CERTIFICATE_INVALID',
      {
        zh: '证书上的名称或代码与登记的不一致，不能绑定。',
        en: 'The name or code on the certificate is not the registered one; it cannot be bound.',
      },
      {
        reason: 'other-holder',
        subject: subject.commonName,
      },
    );
}

/** Wrong passwords that are free, then each one locks for twice as long: 1, 2, 4 … 60 minutes. */
const freeFailures = 5;
const longestLock = 60;

/** Until when an account is locked after so many failures in a row; null when it is not. */
export function lockedUntil(failures: number, now: Date): Date | null {
  if (failures < freeFailures) return null;
  const minutes = Math.min(longestLock, 2 ** (failures - freeFailures));
  return new Date(now.getTime() + minutes * 60_000);
}

/** Refuses an attempt while the account is locked, right or wrong: guessing gains nothing by going on. */
export function requireUnlocked(until: Date | null, now: Date): void {
  if (!until || until <= now) return;
  const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
  throw new RuleError(
    'ACCOUNT_LOCKED',
    {
      zh: `口令错误次数过多，请在 ${seconds} 秒后再试，或用证书登录。`,
      en: `Too many wrong passwords. Try again in ${seconds} seconds, or sign in with a certificate.`,
    },
    {
      seconds,
    },
  );
}

/** The one answer to a wrong name and to a wrong password: nobody learns which accounts exist. */
export const wrongPassword = (): RuleError =>
  new RuleError('SIGN_IN_FAILED', {
    zh: '账号或口令不对。请核对后再试，或用证书登录。',
    en: 'The login or password is wrong. Check them and try again, or sign in with a certificate.',
  });

export type ChallengeState = {
  readonly expiresAt: Date;
  readonly usedAt?: Date | null | undefined;
} | null;

/** Refuses a challenge that this platform did not issue, that is over, or that has signed somebody in already. */
export function requireFreshChallenge(challenge: ChallengeState, now: Date): void {
  if (challenge && !challenge.usedAt && now < challenge.expiresAt) return;
  throw new RuleError(
    'SIGN_IN_FAILED',
    {
      zh: '登录请求已经过期或已用过，请重新登录。',
      en: 'The sign-in request has expired or been used. Sign in again.',
    },
    {
      reason: 'challenge',
    },
  );
}
