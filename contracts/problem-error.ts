import { Problem, type ProblemCode } from './problem.ts';

/** The server refused or failed, and said so in a problem+json (RFC 9457). */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** No answer came: the act may or may not have reached the server. Repeating it with the same key counts once. */
export class NetworkError extends Error {
  constructor(cause: unknown) {
    super('no answer', { cause });
    this.name = 'NetworkError';
  }
}

/** Reads a reply that is not a success; a gateway's own page becomes UNAVAILABLE. */
export async function problemOf(reply: Response): Promise<ProblemError> {
  const parsed = Problem.safeParse(await reply.json().catch(() => null));
  if (parsed.success) return new ProblemError(parsed.data);
  return new ProblemError({
    type: '/problems/UNAVAILABLE',
    code: 'UNAVAILABLE',
    title: '平台暂时不可用',
    titleEn: 'Temporarily unavailable',
    status: reply.status,
    detail: '责任在平台，您的内容没有丢失。请稍后重试。',
    detailEn: 'The platform is at fault; nothing of yours is lost. Try again later.',
    facts: {},
    trace: reply.headers.get('x-request-id') ?? '',
  });
}

/** Whether this is the server's refusal with that code. */
export const isProblem = (error: unknown, code: ProblemCode): boolean =>
  error instanceof ProblemError && error.problem.code === code;
