// SPDX-License-Identifier: Apache-2.0
import { compareLoose, isVersionLine } from '../../common/version/loose-version.ts';
import type { AffectedRange } from '../../triage/advisory/advisory.port.ts';
import { EVERY, UNKNOWN } from './record.ts';

type Side = 'from' | 'after' | 'before' | 'upTo';
type Token =
  | { readonly kind: 'version'; readonly text: string }
  | { readonly kind: 'ahead' | 'behind'; readonly side: Side }
  | { readonly kind: 'and' | 'or' | 'to' | 'between' | 'including' | 'excluding' | 'every' | 'noise' };

/** A longer text is prose: a person reads it. */
const LONGEST = 400;

/**
 * What sources write where a range belongs, word by word; the first that fits is taken. `ahead` stands before its version
 * (`before 2.4.5`), `behind` after it (`2.4.5 and earlier`, 「2.4.5 未満」).
 */
const WORDS: readonly (readonly [RegExp, Token | 'line'])[] = [
  [
    /[ ,]*(?:and|or) (?:all |any )?(?:earlier|prior|below|older|lower|previous|before)(?: (?:versions?|releases?))?(?= ?(?:$|[,;()]|and\b|or\b))/iy,
    { kind: 'behind', side: 'upTo' },
  ],
  [
    /[ ,]*(?:and|or) (?:all |any )?(?:later|newer|above|up|higher|onwards?|subsequent|after)(?: (?:versions?|releases?))?(?= ?(?:$|[,;()]))/iy,
    { kind: 'behind', side: 'from' },
  ],
  [/onwards?/iy, { kind: 'behind', side: 'from' }],
  [/(?:<=|=<|≤|≦|up to,? and including,?|up to|upto|through|thru|until and including)/iy, { kind: 'ahead', side: 'upTo' }],
  [/(?:>=|=>|≥|≧|from|since|starting (?:with|from|at|in)|beginning (?:with|from|in))/iy, { kind: 'ahead', side: 'from' }],
  [
    /(?:<|before|prior to|earlier than|older than|lower than|less than|below|under(?= ?v?\d| version))/iy,
    { kind: 'ahead', side: 'before' },
  ],
  [/(?:>|after|later than|newer than|greater than|higher than|above)/iy, { kind: 'ahead', side: 'after' }],
  [/(?:==?|only|のみ|だけ|(?:is|are) (?:affected|vulnerable|impacted)(?=$|[ .,;]))/iy, { kind: 'noise' }],
  [/between/iy, { kind: 'between' }],
  [/(?:\(?inclusive\)?|including|を含む|含む)/iy, { kind: 'including' }],
  [/(?:\(?exclusive\)?|excluding|を除く|を含まない|含まない)/iy, { kind: 'excluding' }],
  [
    /(?:すべてのバージョン|全てのバージョン|全バージョン|すべての版|全版|すべて|全て|all versions?|any version|every version|all|\*)/iy,
    { kind: 'every' },
  ],
  [
    /(?:(?:(?:および|及び|または|又は) ?)?それ(?:以前|より前)|(?:および|及び|または|又は) ?以前|を含む(?:以前|それ以前)|以前|以下|まで)/y,
    { kind: 'behind', side: 'upTo' },
  ],
  [/(?:より以?前|よりも前|より古い|より低い|より小さい|よりも(?:古|低)い|未満)/y, { kind: 'behind', side: 'before' }],
  [
    /(?:(?:(?:および|及び|または|又は) ?)?それ以降|(?:および|及び|または|又は) ?以降|を含む以降|以降|以上|から)/y,
    { kind: 'behind', side: 'from' },
  ],
  [/\+(?=$|[ ,;)])/y, { kind: 'behind', side: 'from' }],
  [/(?:より後|よりも後|より新しい|超)/y, { kind: 'behind', side: 'after' }],
  [/(?:系列?|シリーズ|series|branch|line)/iy, 'line'],
  [
    /(?:versions?|ver\.?|releases?|v\.|the|バージョン|リリース|版|の|は|で(?=[ 、,\d])|rev(?:ision)?\.?|firmware|ファームウェア)/iy,
    { kind: 'noise' },
  ],
  [/(?:to\b|[-–—~〜])/iy, { kind: 'to' }],
  [/(?:and\b|,|と|かつ|および|及び)/iy, { kind: 'and' }],
  [/(?:\|\|?|;|or\b|または|又は|、|\/)/iy, { kind: 'or' }],
  [/[ ()]/y, { kind: 'noise' }],
];
const VERSION =
  /v?\d+(?:\.(?:\d+|[x*](?![\w.])))*(?:\.[x*])*(?:[-+_~.]?[a-z][a-z0-9]*(?:[.-]\d[a-z0-9]*)*)*(?: (?:sp|patch|update|rc|beta|alpha) ?\d{1,9})?(?:-\d+(?![\d.]*[a-z]?\.))?/iy;
/** `1.2 <= version < 1.4`, as in mathematics. */
const BOTH_SIDES = /^v?(\d[\w.-]{0,60}) ?(<=|≤|≦|<) ?(?:v|ver\.?|version|x|バージョン) ?(<=|≤|≦|<) ?v?(\d[\w.-]{0,60})$/i;
const NONE = /^(?:n\/?a|unspecified|unknown|not (?:specified|available)|none|-|不明|特定不可)?$/i;

/**
 * The stretches that a text names, in English or Japanese: `before 2.4.5`, `5.x`, `1.2 through 1.4`, `>= 1.2, < 1.4`,
 * 「1.2.3 以前」「2.4.49 より前の 2.4.x」「1.0 から 1.4 まで」. 以前 and まで include their version. A word that is not known
 * leaves the whole text as one stretch that only a person can compare; "n/a" and the like say nothing of any version.
 */
export function wordedRanges(words: string): readonly AffectedRange[] {
  const flat = words.normalize('NFKC').replace(/\s+/g, ' ').trim();
  if (NONE.test(flat)) return [UNKNOWN];
  const [, low, lowSign = '', highSign = '', high] = BOTH_SIDES.exec(flat) ?? [];
  if (low !== undefined && high !== undefined)
    return [{ ...EVERY, [lowSign === '<' ? 'after' : 'from']: low, [highSign === '<' ? 'before' : 'upTo']: high }];
  const intervals = intervalsOf(flat);
  if (intervals !== null) return intervals;
  // "12.1(3)" is one version of a kind that has no order here.
  const tokens = flat.length > LONGEST || /\d\(\d/.test(flat) ? null : tokensOf(flat);
  const ranges = tokens === null ? null : read(tokens);
  return ranges === null || ranges.length === 0 ? [{ ...EVERY, exact: flat.slice(0, LONGEST) }] : ranges;
}

const INTERVAL = /^([[(]) ?([\w.+-]{0,80}) ?(?:(,) ?([\w.+-]{0,80}) ?)?([\])])$/;

/** `[1.0,2.0)`, `(,1.5]`, `[1.3]`: the intervals of Maven and of mathematics, several with a comma between. */
function intervalsOf(flat: string): readonly AffectedRange[] | null {
  if (flat.length > LONGEST || !/^[[(]/.test(flat) || !/[\])]$/.test(flat)) return null;
  const ranges = flat.split(/(?<=[\])]) ?, ?(?=[[(])/).map((piece): AffectedRange | null => {
    const [, opens, from = '', comma, upTo = '', closes] = INTERVAL.exec(piece) ?? [];
    if (opens === undefined) return null;
    if (comma === undefined) return opens === '[' && closes === ']' && from !== '' ? { ...EVERY, exact: from } : null;
    return { ...EVERY, [opens === '[' ? 'from' : 'after']: from || null, [closes === ']' ? 'upTo' : 'before']: upTo || null };
  });
  return ranges.some((range) => range === null) ? null : ranges.filter((range) => range !== null);
}

function tokensOf(flat: string): readonly Token[] | null {
  const tokens: Token[] = [];
  let at = 0;
  while (at < flat.length) {
    VERSION.lastIndex = at;
    const version = VERSION.exec(flat)?.[0];
    if (version !== undefined) {
      tokens.push({ kind: 'version', text: version.replace(/^v/i, '') });
      at += version.length;
      continue;
    }
    const found = WORDS.find(([pattern]) => {
      pattern.lastIndex = at;
      return pattern.test(flat);
    });
    if (found === undefined) return null;
    at = found[0].lastIndex;
    const last = tokens.findLast((token) => token.kind !== 'noise');
    if (found[1] !== 'line') tokens.push(found[1]);
    else if (last?.kind === 'version') tokens.splice(tokens.lastIndexOf(last), 1, { kind: 'version', text: lineOf(last.text) });
    else return null;
  }
  return tokens.filter((token) => token.kind !== 'noise');
}

const lineOf = (version: string) => (isVersionLine(version) ? version : `${version}.x`);

type Open = { readonly range: AffectedRange; readonly plain: string | null };

/** Bounds that stand side by side belong together; a comma joins a lower bound and the upper one behind it. */
function read(tokens: readonly Token[]): readonly AffectedRange[] | null {
  const done: AffectedRange[] = [];
  const held: { open: Open | null } = { open: null };
  let ahead: Side | null = null;
  let parted = false;
  let between = false;
  let lastSide: Side | null = null;
  const close = () => {
    if (held.open !== null) done.push(held.open.plain === null ? held.open.range : { ...held.open.range, exact: held.open.plain });
    held.open = null;
  };
  const bound = (side: Side, text: string) => {
    const fits = held.open === null ? null : joinedTo(held.open, side, text, parted);
    if (fits === null) {
      close();
      held.open = { range: { ...EVERY, [side]: text }, plain: null };
    } else held.open = { range: fits, plain: null };
    parted = false;
    lastSide = side;
  };
  for (const [index, token] of tokens.entries()) {
    const now = held.open;
    if (token.kind === 'version') {
      const next = tokens[index + 1];
      if (next?.kind === 'behind' && ahead !== null) return null;
      const said = next?.kind === 'behind' ? next.side : ahead;
      if (said !== null) bound(said, token.text);
      else if (now !== null && !parted && now.plain === null && isVersionLine(token.text)) bound('from', token.text);
      else if (now !== null && !parted && now.plain === null && openUpwards(now.range)) bound('upTo', token.text);
      else {
        close();
        held.open = { range: EVERY, plain: token.text };
        parted = false;
      }
      ahead = null;
    } else if (token.kind === 'behind') {
      if (tokens[index - 1]?.kind !== 'version') return null;
    } else if (token.kind === 'ahead') {
      if (ahead !== null) return null;
      ahead = token.side;
    } else if (token.kind === 'to') {
      // Behind "from 1.2" and "1.2 から" it only repeats what the next bound says.
      if (now === null || ahead !== null) return null;
      ahead = 'upTo';
    } else if (token.kind === 'between') {
      between = true;
      ahead = 'from';
    } else if (token.kind === 'and' && between) {
      between = false;
      ahead = 'upTo';
    } else if (token.kind === 'and') parted = true;
    else if (token.kind === 'or') close();
    else if (token.kind === 'every') {
      const next = tokens[index + 1]?.kind;
      if (tokens.length === 1) return [EVERY];
      // "all versions before 2.4", 「2.4 以前の全バージョン」: it only says again what stands beside it.
      const says = now === null || parted ? next === 'ahead' || next === 'version' : next === undefined || next === 'and' || next === 'or';
      if (!says) return null;
    } else {
      // "up to (excluding) 2.6" and "2.2 to 2.6 (excluding)" speak of the bound; "2.6 以前 (2.4 系を除く)" of other versions.
      const side = token.kind === 'including' ? 'upTo' : 'before';
      const behind = tokens[index + 1]?.kind !== 'version' && (lastSide === 'upTo' || lastSide === 'before');
      const upper: string | null = now === null ? null : upperOf(now.range);
      if (ahead === 'upTo' || ahead === 'before') ahead = side;
      // "from (including) 2.4".
      else if (ahead === 'from' || ahead === 'after') ahead = token.kind === 'including' ? 'from' : 'after';
      else if (now !== null && upper !== null && behind && !parted)
        held.open = { ...now, range: { ...now.range, upTo: null, before: null, [side]: upper } };
      else return null;
    }
  }
  if (ahead !== null || between) return null;
  close();
  return done;
}

/** Null where the bound begins a stretch of its own. */
function joinedTo(open: Open, side: Side, text: string, parted: boolean): AffectedRange | null {
  const { range, plain } = open;
  const upper = side === 'before' || side === 'upTo';
  if (plain !== null) {
    if (parted) return null;
    if (upper) return { ...range, from: plain, [side]: text };
    // 「2.0 系 2.0.0 から」: a stretch within its line, up to the line's end unless another end follows.
    return isVersionLine(plain) && compareLoose(text, plain) === 0 ? { ...range, [side]: text, upTo: plain } : null;
  }
  if (upper) {
    const end = upperOf(range);
    return end === null || (openUpwards(range) && !parted && compareLoose(text, end) === 0)
      ? { ...range, upTo: null, before: null, [side]: text }
      : null;
  }
  if (range.from !== null || range.after !== null) return null;
  const end = upperOf(range);
  if (end === null) return null;
  if (isVersionLine(text)) return parted ? null : { ...range, [side]: text };
  // `< 1.4, >= 1.2` is one stretch; `< 1.4, >= 2.0` would be none, so it is two.
  const order = compareLoose(text, end);
  return order !== null && order <= 0 ? { ...range, [side]: text } : null;
}

const upperOf = (range: AffectedRange) => range.before ?? range.upTo;
/** Its end is not said, or only that of its line. */
const openUpwards = (range: AffectedRange) => range.before === null && (range.upTo === null || isVersionLine(range.upTo));

const SIGNS = { affected: '', unknown: '? ', unaffected: 'not ' } as const;
const SHOWN = 30;

/** Stretches for people: `>= 1.0, < 1.4 ; = 2.3`, `*` for every version; what a source excludes behind, after `not`; `?` where it does not know. */
export function wordsOf(ranges: readonly AffectedRange[]): string {
  const order = (['affected', 'unknown', 'unaffected'] as const).flatMap((status) =>
    ranges.filter((range) => (range.status ?? 'affected') === status).map((range) => `${SIGNS[status]}${stretchWords(range)}`),
  );
  return `${order.slice(0, SHOWN).join(' ; ')}${order.length > SHOWN ? ' ; …' : ''}`;
}

function stretchWords(range: AffectedRange): string {
  if (range.exact !== null) return isVersionLine(range.exact) ? range.exact : `= ${range.exact.replace(/:\*$/, '')}`;
  const words = [
    range.from === null ? '' : `>= ${range.from}`,
    range.after === null ? '' : `> ${range.after}`,
    range.before === null ? '' : `< ${range.before}`,
    range.upTo === null ? '' : `<= ${range.upTo}`,
  ].filter((word) => word !== '');
  return words.length === 0 ? '*' : words.join(', ');
}
