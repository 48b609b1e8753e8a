const around = 60;

/** A stretch of a text with a little of what stands before and after it. */
export const excerpt = (text: string, from: number, to: number) => ({
  before: text.slice(Math.max(0, from - around), from),
  text: text.slice(from, to),
  after: text.slice(to, to + around),
});
