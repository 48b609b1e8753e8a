/** A piece of page that is safe as it stands. Only `html` makes one out of text, and it escapes all that it is given. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Child = Html | string | number | null | undefined | false | readonly Child[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, char => entities[char] ?? char);

function written(child: Child): string {
  if (child === null || child === undefined || child === false) return '';
  if (child instanceof Html) return child.text;
  return Array.isArray(child) ? child.map(written).join('') : escaped(String(child));
}

/** Tagged template: what stands in the template is markup, what is put in is text, or pieces made by `html` before. */
export function html(markup: TemplateStringsArray, ...children: Child[]): Html {
  return new Html(markup.map((part, i) => part + written(children[i])).join(''));
}
