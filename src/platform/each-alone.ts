/** Runs `act` for each, one after another; a failure does not keep the others from their turn, and is thrown at the end. */
export async function eachAlone<T>(
  items: readonly T[],
  act: (item: T) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) await act(item).catch(error => failures.push(error));
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} failed`);
}
