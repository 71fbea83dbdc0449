// SPDX-License-Identifier: Apache-2.0
import { tagsOf } from '../../../common/html-tags.ts';
import type { HtmlTag } from '../../../common/html-tags.ts';
import { colourOf, contrast } from './colour.ts';
import type { Colour } from './colour.ts';
import { sheetOf, stylesOf } from './css.ts';
import type { Declared, Element } from './css.ts';

/** Whether a reader would see the words at this place of an HTML body, as far as its own styles tell. */
export type Sight = {
  readonly meet: (tag: HtmlTag) => void;
  readonly isHidden: () => boolean;
};

/** What words inherit. `gone` is for good; the others a child may set anew. */
type Frame = Element & {
  readonly gone: boolean;
  readonly unseen: boolean;
  /** Pixels. */
  readonly size: number;
  readonly colour: Colour | null;
  readonly behind: Colour | null;
};

const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr']);
const BLOCK =
  /^(?:address|article|aside|blockquote|center|details|dialog|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr|main|nav|ol|p|pre|section|table|ul)$/;
/** What a start tag closes where it was left open (HTML, 13.1.2.4), and what it does not reach beyond. */
const CLOSES: Readonly<Record<string, { readonly open: ReadonlySet<string>; readonly within: ReadonlySet<string> }>> = {
  li: { open: new Set(['li']), within: new Set(['ul', 'ol']) },
  dt: { open: new Set(['dt', 'dd']), within: new Set(['dl']) },
  dd: { open: new Set(['dt', 'dd']), within: new Set(['dl']) },
  td: { open: new Set(['td', 'th']), within: new Set(['tr', 'table']) },
  th: { open: new Set(['td', 'th']), within: new Set(['tr', 'table']) },
  tr: { open: new Set(['tr', 'td', 'th']), within: new Set(['table', 'tbody', 'thead', 'tfoot']) },
};
const PARAGRAPH = { open: new Set(['p']), within: new Set(['td', 'th', 'table', 'div', 'li', 'blockquote', 'button']) };
const LOOK_BACK = 20;
const DEEPEST = 2000;
/** Nobody reads smaller letters, nor what stands out from its background by less. */
const SMALLEST = 1;
const LEAST_CONTRAST = 1.2;
const BLACK: Colour = { rgb: [0, 0, 0], alpha: 1 };
const WHITE: Colour = { rgb: [255, 255, 255], alpha: 1 };

/** Reads the styles of the whole body first, then follows its tags. Linear in the length; depth is bounded. */
export function sightOf(html: string): Sight {
  const sheet = sheetOf(styleText(html));
  const root: Frame = { name: '', attributes: new Map(), gone: false, unseen: false, size: 16, colour: BLACK, behind: WHITE };
  const stack: Frame[] = [root];
  const open = new Map<string, number>();
  const top = (): Frame => stack.at(-1) ?? root;
  const pop = (): void => {
    const frame = stack.pop();
    if (frame !== undefined) open.set(frame.name, (open.get(frame.name) ?? 1) - 1);
  };
  const closeImplied = (rule: (typeof CLOSES)[string]): void => {
    for (let at = stack.length - 1; at > 0 && at > stack.length - LOOK_BACK; at -= 1) {
      const name = stack[at]?.name ?? '';
      if (rule.open.has(name)) {
        while (stack.length > at) pop();
        return;
      }
      if (rule.within.has(name)) return;
    }
  };
  return {
    isHidden: () => {
      const { gone, unseen, size, colour, behind } = top();
      if (gone || unseen || size <= SMALLEST) return true;
      if (colour !== null && colour.alpha <= 0.05) return true;
      return colour !== null && behind !== null && !sheet.backgroundsUnknown && contrast(colour, behind) < LEAST_CONTRAST;
    },
    meet: (tag) => {
      if (tag.closing) {
        if ((open.get(tag.name) ?? 0) === 0) return;
        while (stack.length > 1 && top().name !== tag.name) pop();
        pop();
        return;
      }
      if (BLOCK.test(tag.name)) closeImplied(PARAGRAPH);
      const implied = CLOSES[tag.name];
      if (implied !== undefined) closeImplied(implied);
      if (VOID.has(tag.name) || stack.length > DEEPEST) return;
      stack.push(frameOf(tag, top(), stylesOf(tag, stack, sheet)));
      open.set(tag.name, (open.get(tag.name) ?? 0) + 1);
    },
  };
}

function styleText(html: string): string {
  const pieces: string[] = [];
  let from = -1;
  for (const tag of tagsOf(html)) {
    if (tag.name !== 'style') continue;
    if (tag.closing && from >= 0) pieces.push(html.slice(from, tag.start));
    from = tag.closing ? -1 : tag.end;
  }
  return pieces.join('\n');
}

function frameOf(tag: HtmlTag, above: Frame, styles: Declared): Frame {
  const is = (property: string, ...values: readonly string[]): boolean => values.includes(styles.get(property) ?? '');
  const { attributes } = tag;
  const seen = styles.get('visibility');
  return {
    name: tag.name,
    attributes,
    gone:
      above.gone ||
      is('display', 'none') ||
      is('content-visibility', 'hidden') ||
      (attributes.has('hidden') && !styles.has('display')) ||
      (tag.name === 'dialog' && !attributes.has('open')) ||
      faint(styles) ||
      clipped(styles) ||
      outside(styles),
    unseen: seen === undefined ? above.unseen : seen === 'hidden' || seen === 'collapse',
    size: sizeOf(styles, above.size),
    colour: colourAt(styles.get('color') ?? attributes.get(tag.name === 'body' ? 'text' : 'color'), above.colour),
    behind: backgroundOf(styles, attributes, above.behind),
  };
}

function faint(styles: Declared): boolean {
  const opacity = styles.get('opacity');
  if (opacity !== undefined && Number.parseFloat(opacity) / (opacity.endsWith('%') ? 100 : 1) <= 0.05) return true;
  return /opacity\(\s?0(?:\.0\d?)?%?\s?\)/.test(styles.get('filter') ?? '');
}

/** No room for a word: nothing of what overflows is shown. */
function clipped(styles: Declared): boolean {
  const cut = ['overflow', 'overflow-x', 'overflow-y'].some((name) => /hidden|clip/.test(styles.get(name) ?? ''));
  if (cut && ['height', 'max-height', 'width', 'max-width'].some((name) => (pixels(styles.get(name), 16) ?? 99) <= 1)) return true;
  if (/^rect\(\s?[01](?:px)?[,\s]{1,3}[01](?:px)?[,\s]{1,3}[01](?:px)?[,\s]{1,3}[01](?:px)?\s?\)$/.test(styles.get('clip') ?? ''))
    return true;
  if (/inset\(\s?(?:50|100)%|circle\(\s?0/.test(styles.get('clip-path') ?? '')) return true;
  return /scale[xy]?\(\s?0(?:\.0\d?)?\s?[,)]/.test(styles.get('transform') ?? '');
}

/** Pushed off the page. */
function outside(styles: Declared): boolean {
  const far = (name: string): boolean => (pixels(styles.get(name), 16) ?? 0) <= -500;
  if (/absolute|fixed|relative/.test(styles.get('position') ?? '') && ['left', 'top', 'right', 'bottom'].some(far)) return true;
  if (['text-indent', 'margin-left', 'margin-top', 'margin-right'].some(far)) return true;
  const shift = /translate(?:x|y|3d)?\(\s?(-\d{1,6})(px|em|rem|vw|vh|%)/.exec(styles.get('transform') ?? '');
  return shift !== null && (pixels(`${shift[1]}${shift[2]}`, 16) ?? 0) <= -500;
}

function sizeOf(styles: Declared, above: number): number {
  const said = styles.get('font-size') ?? /(?:^|\s)(-?[\d.]{1,10}(?:px|pt|em|rem|%)?)(?:\s?\/|\s)/.exec(styles.get('font') ?? '')?.[1];
  if (said === undefined) return above;
  // A keyword is readable.
  return pixels(said, above) ?? 16;
}

/** A length in pixels; `of` is what `em` and `%` are relative to. Null: none. */
function pixels(value: string | undefined, of: number): number | null {
  const found = /^(-?\d{0,7}(?:\.\d{0,6})?)(px|pt|em|rem|ex|ch|vw|vh|%|)$/.exec(value ?? '');
  if (found === null || found[1] === '' || found[1] === '-') return null;
  const units: Readonly<Record<string, number>> = {
    px: 1,
    pt: 4 / 3,
    em: of,
    rem: 16,
    ex: of / 2,
    ch: of / 2,
    vw: 10,
    vh: 10,
    '%': of / 100,
  };
  return Number(found[1]) * (units[found[2] ?? ''] ?? 1);
}

function colourAt(said: string | undefined, above: Colour | null): Colour | null {
  return said === undefined || said === 'inherit' || said === 'currentcolor' ? above : colourOf(said);
}

/** Null where a picture or something unknown lies behind the words. */
function backgroundOf(styles: Declared, attributes: HtmlTag['attributes'], above: Colour | null): Colour | null {
  const image = styles.get('background-image');
  if ((image !== undefined && image !== 'none') || attributes.has('background')) return null;
  const said = styles.get('background-color') ?? styles.get('background') ?? attributes.get('bgcolor');
  if (said === undefined || said === 'inherit' || said === 'none' || said === '') return above;
  if (/url\(|gradient/.test(said)) return null;
  const colour =
    colourOf(said) ??
    said
      .slice(0, 200)
      .split(/\s(?![^(]{0,60}\))/)
      .map(colourOf)
      .find((one) => one !== null) ??
    null;
  return colour !== null && colour.alpha <= 0.05 ? above : colour;
}
