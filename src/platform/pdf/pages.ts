import type { Slice } from './slices.ts';

export interface Placed {
  readonly slice: Slice;
  /** Top of the slice below the text area's top. */
  readonly y: number;
}

/** Stacks slices on pages of a height. Slices that ask to stay with the next move as one; a table that runs on gets its head again. */
export function paginate(slices: readonly Slice[], height: number): Placed[][] {
  const stacker = stackerOf(height);
  for (const group of groups(slices, height)) {
    if (group[0]?.breakBefore) stacker.turn();
    else stacker.make(tall(group, false));
    for (const slice of group) stacker.put(slice);
  }
  return stacker.pages.filter((page, i) => i === 0 || page.length > 0);
}

function stackerOf(height: number) {
  const pages: Placed[][] = [[]];
  let y = 0;
  const turn = () => {
    if (pages.at(-1)?.length) pages.push([]);
    y = 0;
  };
  const make = (room: number) => {
    if (y > 0 && y + room > height + 0.01) turn();
  };
  const place = (slice: Slice, before: number) => {
    pages.at(-1)?.push({ slice, y: y + before });
    y += before + slice.height;
  };
  const put = (slice: Slice) => {
    make(slice.before + slice.height);
    if (y === 0 && slice.repeat) place(slice.repeat, 0);
    place(slice, y === 0 ? 0 : slice.before);
  };
  return { pages, turn, make, put };
}

const tall = (group: readonly Slice[], top: boolean): number =>
  group.reduce((sum, s, i) => sum + s.height + (top && i === 0 ? 0 : s.before), 0);

/** Runs of slices that stay together; a run that no page can hold falls back to its slices. */
function groups(slices: readonly Slice[], height: number): Slice[][] {
  const out: Slice[][] = [];
  let group: Slice[] = [];
  const close = () => {
    out.push(...(tall(group, true) > height ? group.map(s => [s]) : [group]));
    group = [];
  };
  for (const slice of slices) {
    if (slice.breakBefore && group.length > 0) close();
    group.push(slice);
    if (!slice.keep) close();
  }
  if (group.length > 0) close();
  return out;
}
