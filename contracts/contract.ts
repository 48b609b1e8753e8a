import { z } from 'zod';
import { CreditCode } from './organisation-profile.ts';
import { Cms, Id, route, Sha256, Time, Yuan } from './route.ts';
import { LotRules } from './tender/lot-rules.ts';
import { Words } from './words.ts';

const lot = z.object({ lot: Id });

/** What kind of work is given to another; which of them may be is the table of `src/contract/rules/subcontracting.ts`. */
export const SubcontractKind = z.enum(['special', 'steel', 'labour', 'main']);
export type SubcontractKind = z.infer<typeof SubcontractKind>;

/** What the tenderer states of the contract it has signed with the winner. */
export const ContractTerms = z.object({
  /** Equal to the winning price: the contract changes nothing of substance (A46). */
  amount: Yuan,
  /** The day on which both have signed, in China. */
  signedOn: z.iso.date(),
  periodDays: z.int().min(1),
  manager: z.string().min(1).max(40),
  /** What has been given as performance bond (B58); 0.00 for none. */
  performanceBond: Yuan,
  /** SHA-256 of the contract itself, which stays with its parties. */
  documentSha256: Sha256,
  /** To whom the winner gives parts that are not the main work, as the contract allows it (A48). */
  subcontractors: z
    .array(
      z.object({
        name: z.string().min(1).max(100),
        code: CreditCode,
        kind: SubcontractKind,
        /** Which part of the works. */
        part: z.string().min(2).max(200),
        amount: Yuan,
      }),
    )
    .max(50)
    .optional(),
});
export type ContractTerms = z.infer<typeof ContractTerms>;

/** How a duty stands by its day: green, yellow while it is to be done, red when its day has passed. */
export const Duty = z.object({
  name: z.enum(['contract', 'report']),
  article: Words,
  dueAt: Time,
  doneAt: Time.nullable(),
  colour: z.enum(['done', 'green', 'yellow', 'red']),
});
export type Duty = z.infer<typeof Duty>;

export const ContractView = z.object({
  lot: Id,
  /** What the documents ask as performance bond of the winning price; 0.00 for none. */
  asked: Yuan,
  /** Whose rules say what may be given to others. */
  industry: LotRules.shape.industry,
  contract: ContractTerms.extend({ recordedAt: Time, late: z.boolean() }).nullable(),
  reportedAt: Time.nullable(),
  duties: z.array(Duty),
  /** Why the winner may not conclude the contract now, for those with the duties; null while it may. */
  barred: Words.nullable(),
});
export type ContractView = z.infer<typeof ContractView>;

export const readContract = route({
  method: 'get',
  path: '/lots/:lot/contract',
  roles: ['public'],
  params: lot,
  reply: ContractView,
  summary: 'The contract of a lot; its duties for the tenderer and the supervisor',
});
export const recordContract = route({
  method: 'post',
  path: '/lots/:lot/contract',
  roles: ['tenderer', 'agency'],
  params: lot,
  body: z.object({ terms: ContractTerms, signature: Cms }),
  reply: ContractView,
  idempotent: true,
  summary: 'Record the signed contract, by a signature over its terms (A46)',
});
export const reportToSupervisor = route({
  method: 'post',
  path: '/lots/:lot/contract/report',
  roles: ['tenderer', 'agency'],
  params: lot,
  body: z.object({ text: z.string().min(10).max(4000) }),
  reply: ContractView,
  idempotent: true,
  summary: 'Report the whole tender to the supervisor (A47)',
});
