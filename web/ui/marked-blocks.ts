// SPDX-License-Identifier: Apache-2.0
export type Block =
  | { readonly is: 'heading' | 'paragraph' | 'quote' | 'code'; readonly lines: readonly string[] }
  | { readonly is: 'list'; readonly ordered: boolean; readonly lines: readonly string[] };

export type Span = { readonly is: 'plain' | 'strong' | 'code'; readonly text: string };

type Kind = { readonly is: Block['is']; readonly ordered: boolean; readonly text: string };

/**
 * The part of Markdown that people write by hand: paragraphs, headings, lists, quotations and code. Everything else, links
 * and HTML among it, stays the text that it is. One pass, linear.
 */
export function blocksOf(text: string): readonly Block[] {
  const blocks: { is: Block['is']; ordered: boolean; lines: string[] }[] = [];
  let fenced = false;
  let open = false;
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    if (line.startsWith('```')) {
      fenced = !fenced;
      open = false;
      if (fenced) blocks.push({ is: 'code', ordered: false, lines: [] });
      continue;
    }
    if (fenced) {
      blocks.at(-1)?.lines.push(line);
      continue;
    }
    if (line.trim() === '') {
      open = false;
      continue;
    }
    const kind = kindOf(line);
    const last = blocks.at(-1);
    if (open && last?.is === kind.is && last.ordered === kind.ordered && kind.is !== 'heading') last.lines.push(kind.text);
    else blocks.push({ is: kind.is, ordered: kind.ordered, lines: [kind.text] });
    open = true;
  }
  return blocks;
}

function kindOf(line: string): Kind {
  const heading = /^#{1,4} (.+)$/.exec(line);
  if (heading !== null) return { is: 'heading', ordered: false, text: heading[1] ?? '' };
  if (line.startsWith('>')) return { is: 'quote', ordered: false, text: line.slice(line.startsWith('> ') ? 2 : 1) };
  const item = /^ {0,3}(?:[-*・]|(\d{1,3})[.)．]) ?(\S.*)$/.exec(line);
  if (item !== null) return { is: 'list', ordered: item[1] !== undefined, text: item[2] ?? '' };
  return { is: 'paragraph', ordered: false, text: line };
}

/** Strong words and code within a line; a mark without its other half stays a mark. */
export function spansOf(line: string): readonly Span[] {
  return line
    .split(/(\*\*[^*]+\*\*|`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part) => {
      if (part.length > 4 && part.startsWith('**') && part.endsWith('**')) return { is: 'strong', text: part.slice(2, -2) };
      if (part.length > 2 && part.startsWith('`') && part.endsWith('`')) return { is: 'code', text: part.slice(1, -1) };
      return { is: 'plain', text: part };
    });
}
