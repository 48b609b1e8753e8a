import { z } from 'zod';
import * as audit from './audit.ts';
import * as award from './award.ts';
import * as awardVoiding from './award-voiding.ts';
import * as bidding from './bidding.ts';
import * as blacklist from './blacklist.ts';
import * as bond from './bond.ts';
import * as clues from './clues/desk.ts';
import * as explained from './clues/explained.ts';
import * as indicators from './clues/indicators.ts';
import * as jobs from './clues/jobs.ts';
import * as learning from './clues/learning.ts';
import * as relations from './clues/relations.ts';
import * as committeeQuestions from './committee-questions.ts';
import * as contract from './contract.ts';
import * as credit from './credit.ts';
import * as creditEntries from './credit-entries.ts';
import * as letters from './evaluation/letters.ts';
import * as evaluationRoom from './evaluation/room.ts';
import * as sheets from './evaluation/sheets.ts';
import * as signing from './evaluation/signing.ts';
import * as experts from './experts.ts';
import * as log from './log.ts';
import * as opening from './opening.ts';
import * as organisationProfile from './organisation-profile.ts';
import { Problem } from './problem.ts';
import * as registry from './registry.ts';
import * as results from './results.ts';
import * as retention from './retention.ts';
import * as rooms from './rooms.ts';
import type { Route } from './route.ts';
import * as sanctionExchange from './sanction-exchange.ts';
import * as sanctions from './sanctions.ts';
import * as supervision from './supervision.ts';
import * as changes from './tender/changes.ts';
import * as drafting from './tender/drafting.ts';
import * as lawfulness from './tender/lawfulness.ts';
import * as objections from './tender/objections.ts';
import * as published from './tender/published.ts';
import * as questions from './tender/questions.ts';

const capabilities = {
  registry,
  organisationProfile,
  blacklist,
  sanctions,
  sanctionExchange,
  tender: { ...drafting, ...lawfulness, ...published, ...questions, ...objections, ...changes },
  bond,
  bidding,
  opening,
  experts,
  evaluation: { ...evaluationRoom, ...sheets, ...letters, ...signing, ...committeeQuestions },
  award,
  contract: { ...contract, ...awardVoiding, ...results },
  credit,
  creditEntries,
  clues: { ...clues, ...indicators, ...relations, ...explained, ...jobs, ...learning },
  supervision,
  audit,
  retention,
  log,
  rooms,
};

const isRoute = (value: unknown): value is Route =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value;

/** Every operation of the house: its capability, its name, its contract. */
export function operations(): { capability: string; name: string; route: Route }[] {
  return Object.entries(capabilities).flatMap(([capability, module]) =>
    Object.entries(module as Record<string, unknown>).flatMap(([name, value]) =>
      isRoute(value) ? [{ capability, name, route: value }] : [],
    ),
  );
}

const schema = (type: z.ZodType, io: 'input' | 'output') =>
  z.toJSONSchema(type, { io, unrepresentable: 'any', target: 'draft-2020-12' });

/** OpenAPI 3.1, printed from the contracts that guard the server. */
export function openapi(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { capability, name, route } of operations()) {
    const path = `/api${route.path.replaceAll(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [route.method]: operation(capability, name, route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kaibiao 开标',
      version: '1',
      description: 'Electronic bidding that anyone can verify.',
    },
    paths,
    components: {
      schemas: { Problem: schema(Problem, 'output') },
      securitySchemes: {
        cookie: { type: 'apiKey', in: 'cookie', name: 'kb_session' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

function operation(capability: string, name: string, route: Route): Record<string, unknown> {
  const json = (type: z.ZodType, io: 'input' | 'output') => ({
    'application/json': { schema: schema(type, io) },
  });
  const hasBody =
    route.method !== 'get' && (route.bytes?.request !== undefined || hasFields(route.body));
  return {
    operationId: name,
    tags: [capability],
    summary: route.summary,
    'x-roles': route.roles,
    security: route.roles.includes('public') ? [] : [{ cookie: [] }, { bearer: [] }],
    parameters: [
      ...parameters(route.params, 'path'),
      ...parameters(route.query, 'query'),
      ...headers(route),
    ],
    ...(hasBody && {
      requestBody: {
        required: true,
        content: route.bytes?.request ? { [route.bytes.request]: {} } : json(route.body, 'input'),
      },
    }),
    responses: {
      200: {
        description: 'Done',
        content: route.bytes?.reply ? { [route.bytes.reply]: {} } : json(route.reply, 'output'),
      },
      default: {
        description: 'Refused (RFC 9457)',
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    },
  };
}

const hasFields = (type: z.ZodType) =>
  type instanceof z.ZodObject && Object.keys(type.shape).length > 0;

function parameters(type: z.ZodType, place: 'path' | 'query') {
  if (!(type instanceof z.ZodObject)) return [];
  const shape = type.shape as Record<string, z.ZodType>;
  return Object.entries(shape).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || !field.safeParse(undefined).success,
    schema: schema(field, 'input'),
  }));
}

function headers(route: Route) {
  if (!route.idempotent) return [];
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      schema: { type: 'string', pattern: '^[\\w-]{8,64}$' },
    },
  ];
}
