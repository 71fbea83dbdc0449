// SPDX-License-Identifier: Apache-2.0
// Numbers of published weaknesses as people write them: broken over lines, quoted, in lists, in addresses.
import type { Found } from './claim-kind.ts';

/** Between the parts of a number: a hyphen, behind which a mail program may have broken the line, even a quoted one. */
const JOIN = String.raw`\s?[-_]\s{0,2}(?:[>|]\s{0,2}){0,4}`;
/** Between the name and its number: the same, or a blank, a colon, 番号. */
const LEAD = String.raw`(?:s|番号|[- ]?ids?|\snumbers?)?(?:${JOIN}|\s?[:#=]\s{0,2}|\s?(?:[>|]\s{0,2}){0,4})`;
const GHSA_PART = String.raw`[23456789cfghjmpqrvwx]{4}`;

type Numbering = {
  readonly kind: 'cve' | 'cwe' | 'advisory';
  readonly first: RegExp;
  /** The number itself, from the groups of `first`. */
  readonly value: (groups: readonly string[]) => string;
  /** What the next member of a list may be, and the number that it stands for. */
  readonly next?: { readonly item: RegExp; readonly value: (item: readonly string[], first: readonly string[]) => string | null };
};

const NUMBERINGS: readonly Numbering[] = [
  {
    kind: 'cve',
    first: new RegExp(String.raw`\bCVE${LEAD}((?:19|20)\d{2})(?:${JOIN}|\s)(\d{4,19})(?!\d)`, 'giu'),
    value: ([year, number]) => `CVE-${year}-${number}`,
    next: {
      item: /-?(?:((?:19|20)\d{2})-)?(\d{4,19})(?!\d|-\d)/y,
      value: ([year, number], [first]) => {
        if (year !== undefined && year !== '') return `CVE-${year}-${number}`;
        // A year stands there just as well: "CVE-2021-44228, 2021".
        return /^(?:19|20)\d{2}$/.test(number ?? '') ? null : `CVE-${first}-${number}`;
      },
    },
  },
  {
    kind: 'cwe',
    first: new RegExp(String.raw`\bCWE${LEAD}(\d{1,4})\b`, 'giu'),
    value: ([number]) => `CWE-${number}`,
    next: { item: /-?()(\d{1,4})(?![\d.-])/y, value: ([, number]) => `CWE-${number}` },
  },
  {
    kind: 'advisory',
    first: new RegExp(String.raw`\bGHSA((?:${JOIN}${GHSA_PART}){3})(?![\w])`, 'giu'),
    value: ([parts]) => `GHSA${(parts ?? '').replace(/[\s>|]/g, '').toLowerCase()}`,
  },
  {
    kind: 'advisory',
    first: new RegExp(String.raw`\bJVNDB${JOIN}(\d{4})${JOIN}(\d{6})(?!\d)`, 'giu'),
    value: ([year, number]) => `JVNDB-${year}-${number}`,
    next: {
      item: /-?(?:(\d{4})-)?(\d{6})(?!\d)/y,
      value: ([year, number], [first]) => `JVNDB-${year === undefined || year === '' ? first : year}-${number}`,
    },
  },
  {
    kind: 'advisory',
    first: new RegExp(String.raw`\bJVN(VU|TA)?\s?(?:%23|[#:]|番号|no\.?)?[\s:#]{0,3}(?:[>|]\s{0,2}){0,4}(\d{8})(?!\d)`, 'giu'),
    value: ([series, number]) => `JVN${(series ?? '').toUpperCase()}#${number}`,
    next: {
      item: /#?()(\d{8})(?!\d)/y,
      // Eight digits may be a day.
      value: ([, number], [series]) =>
        /^20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(number ?? '') ? null : `JVN${(series ?? '').toUpperCase()}#${number}`,
    },
  },
];

/** For whoever tries them all. */
export const numberPatterns: readonly RegExp[] = NUMBERINGS.map(({ first }) => first);

const BETWEEN =
  /(?:等|など|ほか)?\s?(?:,\s?(?:and|or)\b|[,、]\s?(?:および|及び|または|又は|ならびに|並びに|と)|[,、・/;&+]|\b(?:and|or|to|through)\b|および|及び|または|又は|ならびに|並びに|から|と|や|~|〜)\s{0,2}(?:[>|]\s{0,2}){0,4}/iy;
/** A member of a list ends so; "44228, 2000 users" and 「1234、1235件」 do not. */
const ENDS =
  /\s?(?:$|[\n,、。;:)\]}」』】・/&+!?"'~〜]|\.(?!\d)|の|に|は|が|を|で|など|等|も|と|や|および|及び|または|又は|から|まで|へ|です|という)|\s(?:and|or|are|is|in|on|to|for|of|from|have|has|were|was|affects?|appl(?:y|ies)|which|that|both|all|via|with|through)\b/iy;
const MOST_IN_LIST = 50;

/** Every number that the text names; offsets are those of `text`. Linear. */
export function numbersIn(text: string): readonly Found[] {
  const found: Found[] = [];
  for (const { kind, first, value, next } of NUMBERINGS) {
    for (const match of text.matchAll(first)) {
      const groups = match.slice(1);
      const end = match.index + match[0].length;
      found.push({ kind, value: value(groups), version: null, start: match.index, end });
      if (next === undefined) continue;
      let at = end;
      for (let items = 0; items < MOST_IN_LIST; items += 1) {
        const from = stretch(BETWEEN, text, at);
        const item = from === null ? null : matchAt(next.item, text, from);
        if (from === null || item === null || stretch(ENDS, text, from + item[0].length) === null) break;
        const said = next.value(item.slice(1), groups);
        at = from + item[0].length;
        if (said !== null) found.push({ kind, value: said, version: null, start: from, end: at });
      }
    }
  }
  return found;
}

function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}

function stretch(sticky: RegExp, text: string, at: number): number | null {
  const match = matchAt(sticky, text, at);
  return match === null ? null : at + match[0].length;
}
