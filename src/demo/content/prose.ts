import type { Block } from '../../platform/pdf/blocks.ts';

export interface Manner {
  readonly size: number;
  /** Set the first line of plain paragraphs in by two characters. */
  readonly indent: boolean;
}

const clause = /^(\d+(?:\.\d+)*|（\d+）|[（(][一二三四五六七八九十]+[）)])\s*(.*)$/s;

/**
 * Text as blocks, one paragraph a line: `# ` a chapter on a new page, `## ` a section, `### ` a smaller one. Lines that
 * begin with a clause number (1.2.3, （1）, （一）) hang from it; all others are prose.
 */
export function prose(text: string, manner: Manner = { size: 12, indent: true }): Block[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
    .map(line => blockOf(line, manner));
}

function blockOf(line: string, manner: Manner): Block {
  const heading = /^(#{1,3}) (.*)$/.exec(line);
  if (heading?.[1] && heading[2]) {
    const level = heading[1].length as 1 | 2 | 3;
    return { kind: 'heading', level, text: heading[2], newPage: level === 1 };
  }
  const numbered = clause.exec(line);
  if (!numbered) return { kind: 'paragraph', text: line, indent: manner.indent, size: manner.size };
  const inset = line.startsWith('（') || line.startsWith('(') ? manner.size * 2 : 0;
  return {
    kind: 'paragraph',
    text: line.replace(/^(\d[\d.]*)\s+/, '$1　'),
    inset,
    size: manner.size,
  };
}
