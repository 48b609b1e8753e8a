import { seeded } from '../statistics/seeded.ts';

const rounds = 500;

/**
 * How often each tender counts in each of 500 draws with repeats. Tenders of one name are drawn together: what was found
 * in one case is one find, however many tenders it names.
 */
export function* resamples(names: readonly string[]): Generator<Uint16Array> {
  const random = seeded(2022);
  const groups = [...Map.groupBy(names.keys(), at => names[at] as string).values()];
  for (let round = 0; round < rounds; round += 1) {
    const counts = new Uint16Array(names.length);
    for (let drawn = 0; drawn < groups.length; drawn += 1)
      for (const at of groups[random.below(groups.length)] as number[])
        counts[at] = (counts[at] as number) + 1;
    yield counts;
  }
}
