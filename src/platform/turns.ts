/**
 * Lets at most `width` acts of one key run at once in this process; the others wait in the order in which they came.
 * It decides nothing: what must hold across nodes is for the database.
 */
export function turns(width: number): <T>(key: string, act: () => Promise<T>) => Promise<T> {
  const lines = new Map<string, { running: number; readonly waiting: (() => void)[] }>();
  return async (key, act) => {
    const line = lines.get(key) ?? { running: 0, waiting: [] };
    lines.set(key, line);
    if (line.running < width) line.running++;
    else await new Promise<void>(go => line.waiting.push(go));
    try {
      return await act();
    } finally {
      // A place goes straight to the next in line, so that nobody slips in between.
      const next = line.waiting.shift();
      if (next) next();
      else if (--line.running === 0) lines.delete(key);
    }
  };
}
