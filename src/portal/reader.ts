/** Who reads a page, and how: language, size of text, the server's time, the address without those choices. */
export interface Reader {
  readonly language: 'zh' | 'en';
  readonly large: boolean;
  readonly now: Date;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The text in the reader's language. */
  readonly say: (zh: string, en: string) => string;
}

export const languageCookie = 'kb_lang';
export const largeCookie = 'kb_large';

/** A choice in the address (`?lang=en`, `?large=1`) wins over the cookie that keeps the last one. */
export function readerOf(given: {
  path: string;
  query: URLSearchParams;
  now: Date;
  cookie: (name: string) => string | undefined;
}): Reader {
  const { path, now, cookie } = given;
  const language = (given.query.get('lang') ?? cookie(languageCookie)) === 'en' ? 'en' : 'zh';
  const large = (given.query.get('large') ?? cookie(largeCookie)) === '1';
  const query = new URLSearchParams(given.query);
  query.delete('lang');
  query.delete('large');
  return { language, large, now, path, query, say: (zh, en) => (language === 'en' ? en : zh) };
}

/** This page's address with some of its query changed; null takes one out. */
export function addressWith(
  reader: Reader,
  change: Readonly<Record<string, string | null>>,
): string {
  const query = new URLSearchParams(reader.query);
  for (const [name, value] of Object.entries(change))
    if (value === null) query.delete(name);
    else query.set(name, value);
  const text = query.toString();
  return text === '' ? reader.path : `${reader.path}?${text}`;
}

/** The name of a section within a page; a project's second lot and later ones have their own. */
export const anchor = (name: string, place: number): string =>
  place === 0 ? name : `${name}-${place + 1}`;
