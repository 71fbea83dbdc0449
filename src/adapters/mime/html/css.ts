// SPDX-License-Identifier: Apache-2.0
import type { HtmlTag } from '../../../common/html-tags.ts';
import { decodeEntities } from '../../../common/html-entities.ts';

/** Properties in lower case to their values, in lower case, without `!important`. */
export type Declared = ReadonlyMap<string, string>;

export type Element = Pick<HtmlTag, 'name' | 'attributes'>;

type Compound = { readonly tag: string; readonly classes: readonly string[]; readonly id: string };
type Rule = { readonly path: readonly Compound[]; readonly weight: number; readonly declared: Declared };

const MOST_RULES = 2000;
/** Rules that end in the same class, element or id: it bounds what each element costs. */
const MOST_OF_A_KIND = 40;
const LONGEST = 200_000;
const MOST_ANCESTORS = 60;

/** The rules of `<style>` that mails use: element, class and id, also below others. What hangs on a width or a state is left out. */
export type Sheet = {
  readonly of: (element: Element, ancestors: readonly Element[]) => Declared;
  /** Rules that could not be read set a background: then no colour can be called the same as what lies behind it. */
  readonly backgroundsUnknown: boolean;
};

export function declarations(source: string): Declared {
  const found = new Map<string, string>();
  for (const piece of withoutComments(source.slice(0, 20_000)).split(';')) {
    const colon = piece.indexOf(':');
    if (colon < 0) continue;
    const value = unescaped(piece.slice(colon + 1))
      .toLowerCase()
      .replace('!important', '')
      .trim();
    found.set(unescaped(piece.slice(0, colon)).trim().toLowerCase(), value);
  }
  return found;
}

/** The styles that an element has of its own: sheet, then attribute. */
export function stylesOf(element: Element, ancestors: readonly Element[], sheet: Sheet): Declared {
  const own = element.attributes.get('style');
  const ruled = sheet.of(element, ancestors);
  return own === undefined ? ruled : new Map([...ruled, ...declarations(decodeEntities(own))]);
}

export function sheetOf(source: string): Sheet {
  const { rules, backgroundsUnknown } = readRules(withoutComments(source.slice(0, LONGEST)));
  if (rules.length === 0) return { of: () => new Map(), backgroundsUnknown };
  const byLast = new Map<string, Rule[]>();
  for (const rule of rules) {
    const last = rule.path.at(-1);
    const key =
      last === undefined ? '*' : last.id !== '' ? `#${last.id}` : last.classes[0] !== undefined ? `.${last.classes[0]}` : last.tag;
    const same = byLast.get(key) ?? [];
    if (same.length < MOST_OF_A_KIND) byLast.set(key, [...same, rule]);
  }
  return {
    backgroundsUnknown,
    of: (element, ancestors) => {
      const keys = ['*', element.name, ...classesOf(element).map((one) => `.${one}`), `#${element.attributes.get('id') ?? ''}`];
      const fitting = keys.flatMap((key) => byLast.get(key) ?? []).filter((rule) => fits(rule, element, ancestors));
      return new Map(fitting.toSorted((a, b) => a.weight - b.weight).flatMap((rule) => [...rule.declared]));
    },
  };
}

/** Blocks that hold for whoever reads on a screen of any width: `@media screen`, `all`, a width that every screen has; `@supports`, `@layer`. */
const HOLDS =
  /^@(?:media\s+(?:(?:only\s+)?(?:screen|all)|\(\s*min-width\s*:\s*(?:[0-2]?\d{1,2}|3[01]\d|320)(?:px)?\s*\))\s*(?:,|$|and\s*\(\s*min-width\s*:\s*(?:[0-2]?\d{1,2}|3[01]\d|320)(?:px)?\s*\)\s*$)|supports\b|layer\b)/i;
const DEEPEST_BLOCK = 5;

function readRules(source: string, depth = 0): { readonly rules: readonly Rule[]; readonly backgroundsUnknown: boolean } {
  const rules: Rule[] = [];
  let backgroundsUnknown = false;
  for (let at = 0; at < source.length && rules.length < MOST_RULES; ) {
    const open = source.indexOf('{', at);
    if (open < 0) break;
    // A statement such as `@import …;` before the rule is none of its words.
    const prelude = source.slice(Math.max(at, source.lastIndexOf(';', open) + 1), open).trim();
    const close = prelude.startsWith('@') ? endOfBlock(source, open) : source.indexOf('}', open);
    const end = close < 0 ? source.length : close;
    if (HOLDS.test(prelude.slice(0, 300)) && depth < DEEPEST_BLOCK) {
      const inner = readRules(source.slice(open + 1, end), depth + 1);
      rules.push(...inner.rules.slice(0, MOST_RULES - rules.length));
      backgroundsUnknown ||= inner.backgroundsUnknown;
    } else if (!prelude.startsWith('@')) {
      const declared = declarations(source.slice(open + 1, end));
      for (const selector of prelude.slice(0, 4000).split(',').slice(0, 100)) {
        const path = pathOf(selector.trim().toLowerCase());
        if (path !== null) rules.push({ path, weight: weightOf(path), declared });
        else if ([...declared.keys()].some((name) => name.startsWith('background'))) backgroundsUnknown = true;
      }
    }
    at = end + 1;
  }
  return { rules, backgroundsUnknown };
}

function endOfBlock(source: string, open: number): number {
  let depth = 0;
  for (let at = open; at < source.length; at += 1) {
    if (source[at] === '{') depth += 1;
    else if (source[at] === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

/** `div.a #b > .c` as its parts; null for attributes, states and siblings, which are not looked at. */
function pathOf(selector: string): readonly Compound[] | null {
  if (selector === '' || /[[:+~]/.test(selector)) return null;
  const parts = selector.split(/[\s>]+/).filter((part) => part !== '');
  const path = parts.map((part): Compound | null => {
    const found = /^([a-z][a-z0-9]*|\*)?((?:[.#][\w-]{1,100}){0,10})$/.exec(part);
    if (found === null) return null;
    const marks = found[2]?.match(/[.#][\w-]+/g) ?? [];
    return {
      tag: found[1] ?? '*',
      classes: marks.filter((mark) => mark.startsWith('.')).map((mark) => mark.slice(1)),
      id: marks.find((mark) => mark.startsWith('#'))?.slice(1) ?? '',
    };
  });
  return path.includes(null) || path.length > 10 ? null : (path as readonly Compound[]);
}

function weightOf(path: readonly Compound[]): number {
  return path.reduce((sum, { tag, classes, id }) => sum + (id === '' ? 0 : 10_000) + classes.length * 100 + (tag === '*' ? 0 : 1), 0);
}

function fits(rule: Rule, element: Element, ancestors: readonly Element[]): boolean {
  const last = rule.path.at(-1);
  if (last === undefined || !isOne(last, element)) return false;
  let wanted = rule.path.length - 2;
  for (let at = ancestors.length - 1; at >= 0 && at >= ancestors.length - MOST_ANCESTORS && wanted >= 0; at -= 1) {
    const part = rule.path[wanted];
    const above = ancestors[at];
    if (part !== undefined && above !== undefined && isOne(part, above)) wanted -= 1;
  }
  return wanted < 0;
}

function isOne(part: Compound, element: Element): boolean {
  if (part.tag !== '*' && part.tag !== element.name) return false;
  if (part.id !== '' && part.id !== element.attributes.get('id')?.toLowerCase()) return false;
  const has = classesOf(element);
  return part.classes.every((one) => has.includes(one));
}

function classesOf(element: Element): readonly string[] {
  const value = element.attributes.get('class');
  return value === undefined
    ? []
    : value
        .slice(0, 1000)
        .toLowerCase()
        .split(/\s/)
        .filter((one) => one !== '')
        .slice(0, 20);
}

function withoutComments(source: string): string {
  if (!source.includes('/*')) return source;
  let text = '';
  for (let at = 0; ; ) {
    const open = source.indexOf('/*', at);
    if (open < 0) return text + source.slice(at);
    text += source.slice(at, open);
    const close = source.indexOf('*/', open + 2);
    if (close < 0) return text;
    at = close + 2;
  }
}

function unescaped(text: string): string {
  return text.includes('\\')
    ? text.replaceAll(/\\([0-9a-f]{1,6})\s?|\\(.)/gi, (_, hex: string | undefined, char: string | undefined) => {
        if (hex === undefined) return char ?? '';
        const code = Number.parseInt(hex, 16);
        return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
      })
    : text;
}
