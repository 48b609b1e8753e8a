import type { ShownEvent } from '../../../contracts/rooms.ts';

/** Who looks into the room. Bidders and tenderers have no place in it. */
export type EvaluationViewer =
  | { readonly kind: 'member'; readonly number: number; readonly seat: string }
  | { readonly kind: 'supervisor' }
  | { readonly kind: 'operator' };

/** Which fields of the data are shown; null hides the event itself. */
type Fields = readonly string[] | 'all' | null;

/**
 * What leaves the server of each event, field by field; what is not named here stays. `own` is for the member it is
 * about, `members` and `supervisor` for the others. Marks and reasons appear only in events that happen after every
 * member has locked: `checked`, `stage-ended`, `priced`.
 */
const shown: Record<
  string,
  { own?: Fields; members: Fields; supervisor: Fields; operator: Fields }
> = {
  'evaluation.convened': everyone('all'),
  'evaluation.member-left': everyone('all'),
  'evaluation.member-joined': everyone('all'),
  'evaluation.checked-in': everyone('all'),
  'evaluation.leader-voted': { own: ['number', 'choice'], ...everyone(['number']) },
  'evaluation.leader-elected': everyone('all'),
  'evaluation.started': { members: 'all', supervisor: 'all', operator: ['dueAt'] },
  'evaluation.time-asked': { members: 'all', supervisor: 'all', operator: ['number', 'minutes'] },
  'evaluation.time-extended': {
    members: 'all',
    supervisor: 'all',
    operator: ['minutes', 'dueAt'],
  },
  'evaluation.saved': {
    own: ['number', 'stage', 'filled', 'version'],
    ...everyone(['number', 'stage', 'filled']),
  },
  'evaluation.locked': everyone(['number', 'stage']),
  'evaluation.reopened': everyone(['number', 'stage']),
  'evaluation.checked': { members: ['checks'], supervisor: ['checks'], operator: null },
  'evaluation.questioned': { members: 'all', supervisor: 'all', operator: null },
  'evaluation.question-answered': {
    own: ['id', 'number', 'finding', 'reason'],
    members: ['id', 'number'],
    supervisor: ['id', 'number'],
    operator: null,
  },
  'evaluation.question-decided': { members: 'all', supervisor: 'all', operator: null },
  'evaluation.competition-in-doubt': everyone('all'),
  'evaluation.voted': {
    own: ['number', 'proceed', 'reason'],
    members: ['number'],
    supervisor: ['number'],
    operator: ['number'],
  },
  'evaluation.competition-decided': {
    members: 'all',
    supervisor: 'all',
    operator: ['proceed'],
  },
  'evaluation.stage-ended': {
    members: ['stage', 'next', 'outcomes'],
    supervisor: ['stage', 'next', 'outcomes'],
    operator: ['stage', 'next'],
  },
  'evaluation.priced': { members: 'all', supervisor: 'all', operator: null },
  'evaluation.reported': everyone('all'),
  'evaluation.signed': {
    members: ['number', 'dissent', 'refused'],
    supervisor: ['number', 'dissent', 'refused'],
    operator: ['number', 'refused'],
  },
  'evaluation.finished': everyone('all'),
  'evaluation.letter-sent': { members: 'all', supervisor: 'all', operator: null },
  'evaluation.letter-answered': {
    members: ['id', 'answer'],
    supervisor: ['id', 'answer'],
    operator: null,
  },
  'evaluation.said': { members: 'all', supervisor: 'all', operator: null },
};

function everyone(fields: Fields): { members: Fields; supervisor: Fields; operator: Fields } {
  return { members: fields, supervisor: fields, operator: fields };
}

/** The event as `viewer` may see it, null where even its having happened is not for them. */
export function viewEvaluationEvent(
  event: ShownEvent,
  viewer: EvaluationViewer,
): ShownEvent | null {
  const rule = shown[event.type];
  if (!rule) return null;
  const fields = fieldsFor(rule, event, viewer);
  if (fields === null) return null;
  if (fields === 'all') return event;
  const data = Object.fromEntries(fields.filter(f => f in event.data).map(f => [f, event.data[f]]));
  return { id: event.id, type: event.type, at: event.at, data };
}

function fieldsFor(
  rule: NonNullable<(typeof shown)[string]>,
  { data }: ShownEvent,
  viewer: EvaluationViewer,
): Fields {
  if (viewer.kind === 'supervisor') return rule.supervisor;
  if (viewer.kind === 'operator') return rule.operator;
  return data.number === viewer.number && rule.own ? rule.own : rule.members;
}
