import { defineRoom } from '../platform/rooms/room.ts';
import { viewerOf } from './read-evaluation.ts';
import { evaluationReducer } from './reducer.ts';
import { viewEvaluationEvent } from './rules/view.ts';

/** `evaluation:<lot>`. Members are shown by city and venue, by number and never by name (A37). */
export const evaluationRoom = defineRoom({
  name: 'evaluation',
  authorize: viewerOf,
  view: viewEvaluationEvent,
  reducer: evaluationReducer,
  presence: {
    seat: (actor, viewer, venue) =>
      viewer.kind === 'member'
        ? { city: actor.city, venue, role: `member-${viewer.number}`, name: null }
        : { city: actor.city, venue, role: viewer.kind, name: null },
    seenBy: () => true,
  },
});
