import type { z } from 'zod';
import type { AwardView } from '../../contracts/award.ts';
import type { checkReceipt } from '../../contracts/bidding.ts';
import type { ContractView } from '../../contracts/contract.ts';
import type { CreditRecord, listCreditRules, listCredits } from '../../contracts/credit.ts';
import type { listResults } from '../../contracts/results.ts';
import type { listSanctions, SanctionDetail } from '../../contracts/sanctions.ts';
import type { PublicProject } from '../../contracts/tender/project.ts';
import type { listProjects } from '../../contracts/tender/published.ts';
import type { Context } from '../platform/command.ts';

export type ProjectQuery = z.output<typeof listProjects.query>;
export type ProjectList = z.input<typeof listProjects.reply>;
export type ResultQuery = z.output<typeof listResults.query>;
export type ResultList = z.input<typeof listResults.reply>;
export type SanctionQuery = z.output<typeof listSanctions.query>;
export type SanctionList = z.input<typeof listSanctions.reply>;
export type CreditQuery = z.output<typeof listCredits.query>;
export type CreditList = z.input<typeof listCredits.reply>;
export type CreditRuleList = z.input<typeof listCreditRules.reply>;
export type ReceiptAnswer = z.input<typeof checkReceipt.reply>;

/** What the public pages show: the answers of public operations, so that a page can say no more than the API does. */
export interface PublicSource {
  listProjects(ctx: Context, query: ProjectQuery): Promise<ProjectList>;
  readProject(ctx: Context, project: string): Promise<PublicProject>;
  readAward(ctx: Context, lot: string): Promise<AwardView>;
  readContract(ctx: Context, lot: string): Promise<ContractView>;
  listResults(ctx: Context, query: ResultQuery): Promise<ResultList>;
  listSanctions(ctx: Context, query: SanctionQuery): Promise<SanctionList>;
  readSanction(ctx: Context, number: string): Promise<SanctionDetail>;
  listCredits(ctx: Context, query: CreditQuery): Promise<CreditList>;
  listCreditRules(): Promise<CreditRuleList>;
  readCredit(ctx: Context, code: string, at?: string): Promise<CreditRecord>;
  checkReceipt(ctx: Context, reference: string, manifestSha256: string): Promise<ReceiptAnswer>;
}
