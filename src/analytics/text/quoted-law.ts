/** An article or a clause, cited as Chinese documents do: 《…》第…条, GB 50300-2013 第 5.0.1 条. */
const citation =
  '(?:《[^《》\\n]{2,60}》|(?:GB|JGJ|CJJ|CECS|DB)[A-Z\\d/ .-]{2,24})[^。；\\n“”"]{0,12}第\\s?[\\d.一二三四五六七八九十百千零〇]{1,12}\\s?条';
/** What it says: between quotation marks, or after a colon to the end of the sentence. Own words about it are not. */
const quotation =
  '[^。；\\n“”"：:]{0,12}(?:[：:]?\\s?[“"][^“”"]{6,300}[”"]|[：:]\\s?[^。\\n“”"]{6,300}。)';
const quoted = new RegExp(`${citation}${quotation}`, 'g');

/** Who quotes more than so much of a document hides something else behind it. */
const mostShare = 0.1;

/**
 * What a text quotes of laws and standards, with the citation. It is nobody's, whoever else quotes it.
 * Nothing where it would be more than a tenth of the text: a citation must not become a cover.
 */
export function quotedLaw(text: string): string[] {
  const quotes = [...text.matchAll(quoted)].map(([quote]) => quote);
  const length = quotes.reduce((sum, quote) => sum + quote.length, 0);
  return length <= mostShare * text.length ? quotes : [];
}
