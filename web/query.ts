import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query';
import { v7 as uuid } from 'uuid';
import { computed, ref, shallowRef } from 'vue';
import type { z } from 'zod';
import type { Call, Reply } from '../contracts/client.ts';
import { NetworkError, ProblemError } from '../contracts/problem-error.ts';
import type { Route } from '../contracts/route.ts';
import { call } from './client.ts';

interface ReadOptions {
  /** Reads only while this is true (an id is known, a panel is open). */
  readonly when?: () => boolean;
  /** Reads again every so many milliseconds. */
  readonly every?: number;
}

/** Reads an operation and keeps it fresh; `input` is a function, so that a changed id reads again. */
export function useRead<R extends Route>(
  route: R,
  input: () => Call<R>,
  options: ReadOptions = {},
) {
  return useQuery<Reply<R>>({
    queryKey: computed(() => [route.path, input()]),
    queryFn: ({ signal }) => call(route, { ...input(), signal } as never),
    enabled: computed(() => options.when?.() ?? true),
    refetchInterval: options.every ?? false,
  });
}

interface Paged {
  readonly reply: z.ZodType<{ rows: unknown[]; next: string | null }>;
}

/** Reads a list page by page by its cursor: `rows` so far, `more` fetches the next page while there is one. */
export function usePages<R extends Route & Paged>(route: R, input: () => Call<R>) {
  const query = useInfiniteQuery({
    queryKey: computed((): unknown[] => [route.path, input()]),
    queryFn: ({ pageParam, signal }): Promise<Reply<R>> => {
      const given = input() as { query?: object };
      const after = pageParam === '' ? {} : { after: pageParam };
      return call(route, { ...given, query: { ...given.query, ...after }, signal } as never);
    },
    initialPageParam: '',
    getNextPageParam: (last: Reply<R>) => last.next,
  });
  const rows = computed(
    () => (query.data.value?.pages ?? []).flatMap(page => page.rows) as Reply<R>['rows'],
  );
  const { error, isPending, hasNextPage: hasMore, isFetchingNextPage: busy } = query;
  return { rows, error, isPending, hasMore, busy, more: () => void query.fetchNextPage() };
}

/** Makes reads stale after an act that did not go through `useAct`. */
export function useRefresh() {
  const client = useQueryClient();
  return (reads: readonly Route[]) =>
    Promise.all(reads.map(read => client.invalidateQueries({ queryKey: [read.path] })));
}

/**
 * One act of a person: `run` sends it, `busy` while it is under way, `error` until the next try.
 * A repeat of the same content after a lost answer carries the same Idempotency-Key, so it counts once.
 * `refreshes` names the reads that the act makes stale.
 */
export function useAct<R extends Route>(route: R, refreshes: readonly Route[] = []) {
  const client = useQueryClient();
  const busy = ref(false);
  const error = shallowRef<unknown>(null);
  let lost: { content: string; key: string } | null = null;

  async function run(input: Call<R>): Promise<Reply<R> | undefined> {
    const content = JSON.stringify(input);
    const key = lost?.content === content ? lost.key : uuid();
    busy.value = true;
    error.value = null;
    try {
      const reply = await call(route, { key, ...input } as never);
      lost = null;
      await Promise.all(refreshes.map(read => client.invalidateQueries({ queryKey: [read.path] })));
      return reply as Reply<R>;
    } catch (failure) {
      lost = failure instanceof NetworkError ? { content, key } : null;
      error.value = failure;
      if (!(failure instanceof ProblemError || failure instanceof NetworkError)) throw failure;
      return undefined;
    } finally {
      busy.value = false;
    }
  }
  return { run, busy, error };
}
