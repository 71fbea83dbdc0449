// SPDX-License-Identifier: Apache-2.0
import { bytesOfPath } from '../path/bytes.ts';

/**
 * Names of copies that people and programs leave beside a secret: the secret's own name and one or more marks, before it,
 * after it or before its ending, in any case: `wp-config.php_bak`, `#wp-config.php#`, `Copy of wp-config.php`,
 * `wp-config - コピー.php`, `.env_old`, `dump.sql.1`. `stems` are whole names of secrets and `endings` endings that make a
 * secret of any name, both with what a copy of them is.
 */
export type BackupNames = {
  /** Quick and never wrongly no: most names are dismissed by their bytes. */
  readonly maybe: (bytes: Uint8Array, from: number, to: number) => boolean;
  /** What the name is a copy of; 0 when it is no copy. Names are bytes, one per character. */
  readonly classOf: (name: string) => number;
};

const bytesOf = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
const JAPANESE = [
  'のコピー',
  'コピー',
  'バックアップ',
  '控え',
  '予備',
  '退避',
  '旧版',
  '旧',
  '古い',
  '新しい',
  '新',
  '本番',
  '本番用',
  '開発',
  '検証',
]
  .flatMap((word) => [`（${word}）`, word])
  .map(bytesOf)
  .join('|');
/** Words that ordinary programs bear in their names too, joined with `-` or `_`: `backup-settings.php` is no copy. */
const USUAL = 'back|backup|save|saved|copy|tmp|temp|prev|previous|last|original|off|disabled';
const TELLING = `bak|bk|bkp|bkup|old|orig|sav|sw[a-p]|kopie|copie|copia|rej|dpkg-(?:old|new|bak)|rpm(?:save|orig|new)|ucf-(?:old|new)|${JAPANESE}`;
/** Where a copy runs, or ran: `wp-config.php.prod`, `wp-config.local.php`. */
const PLACES = 'local|live|prod|production|dev|devel|development|stage|staging|stg|test|testing|uat|docker|remote';
const WORDS = `${TELLING}|${USUAL}`;
const NUMBER = String.raw`v?[0-9]{1,14}|[0-9]{4}[-_.][0-9]{2}[-_.][0-9]{2}`;
const PACKED = 'gz|bz2|xz|zst|zip|tar|tgz|7z|rar|lz4';
const WAVES = ['～', '〜'].map(bytesOf).join('|');
const TEXT_OR_NUMBER = new RegExp(String.raw`(?:[._ -](?:txt|text|html?|inc|${NUMBER})|\((?:${NUMBER})\))$`);
/** Marks of programs: Vim's undo, numbered ones of Emacs, RCS, VMS, a dash as of `shadow-`, a dot of Windows; what Git leaves of a merge. */
const PROGRAMS = String.raw`[.]un~|[.]?~[0-9]{1,3}~?|,v|;[0-9]{1,3}|(?<=[.][a-z]{2,8})[-.]|[._](?:base|local|remote|backup)[._][0-9]{1,7}`;
const AFTER = new RegExp(
  String.raw`(?:${PROGRAMS}|~|#|[._ -](?:${WORDS})[0-9]{0,3}|[.](?:${PLACES})|(?<=[.](?:php|inc|env|sql|cnf|conf|ini))(?:bak|old|orig|save|[0-9]{1,2})|\((?:${WORDS})\)|(?:${JAPANESE})|[.](?:${PACKED}))$`,
);
const INSIDE = new RegExp(
  String.raw`(?:[._](?:base|local|remote|backup)[._][0-9]{1,7}|[._ -](?:${TELLING})[0-9]{0,3}|[. ](?:${USUAL})[0-9]{0,3}|[.](?:${PLACES})|\((?:${WORDS}|[0-9]{1,3})\)|(?:${JAPANESE}))$`,
);
const INSIDE_USUAL = new RegExp(String.raw`[_-](?:${USUAL})[0-9]{0,3}$`);
const BEFORE = new RegExp(
  String.raw`^(?:#|~|[.]#|(?:copy|kopie|copie|copia)(?: ?\([0-9]{1,3}\))? (?:of|von|de) |(?:${JAPANESE}) ?(?:${WAVES}|~|-) ?|(?:${TELLING})[._ -]|(?:${USUAL})[. ]|[.](?=[^.]+[.]))`,
);
const BEFORE_USUAL = new RegExp(String.raw`^(?:_{1,2}|(?:${USUAL})[_-]|(?:${NUMBER})[._ -])`);
const LOOSE_END = /[._ -]{1,3}$/;
/** Endings whose text holds a program's secrets when a server no longer runs it. */
const TOLD = /[.](php|inc|env|ini|conf|config|cnf|json|ya?ml|xml|py|rb|pl|cgi|htpasswd|htaccess)[0-9]?$/;
/** Texts that come with a program: `readme.sql.txt` speaks of SQL and is no dump of a database. */
const DOCUMENT =
  /^(?:read[-_ ]?me|licen[cs]e|copying|notice|authors|credits|change(?:s|log)|news|install|upgrade|how[-_ ]?to|todo)(?![a-z])/;
const MOST_MARKS = 6;
const LONGEST = 120;

/** `certain`: what was taken off is no part of a program's own name. */
type Form = { readonly name: string; readonly certain: boolean };

/**
 * Recognises copies of named files (`wp-config.php.bak`, `.env~`) in one look at a name; `backup` is the class it answers
 * with.
 */
export function backupNames(stems: ReadonlyMap<string, number>, endings: ReadonlyMap<string, number>, backup: number): BackupNames {
  const whole = new Map([...stems].map(([name, code]) => [name.toLowerCase(), code]));
  const headless = new Map<string, number>();
  for (const [name, code] of whole) if (name.lastIndexOf('.') > 0) headless.set(name.slice(0, name.lastIndexOf('.')), code);
  const ownEnds = [...whole.keys()].map((name) => (name.lastIndexOf('.') > 0 ? name.slice(0, name.lastIndexOf('.')) : name));
  const grams = gramsOf(ownEnds.filter((name) => !name.endsWith('php')));
  const { last: tailGrams } = gramsOf([
    ...endings.keys(),
    'php',
    'inc',
    'env',
    'ini',
    'conf',
    'cnf',
    'json',
    'yml',
    'yaml',
    'xml',
    'cgi',
    'htaccess',
  ]);

  const flags = grams.last.map((flag, gram) => flag | (tailGrams[gram] === 0 ? 0 : TAIL));

  const settled = ({ name, certain }: Form): number => {
    const bare = name.lastIndexOf('.') > 0 ? name.slice(0, name.lastIndexOf('.')) : name;
    // A word such as `settings` says little; one with a joint in it is that program's name for it.
    const known = whole.get(name) ?? headless.get(name);
    if (known !== undefined && (certain || /[^a-z]/.test(headless.has(name) ? name : bare))) return known;
    const ending = name.includes('.') ? endings.get(name.slice(name.lastIndexOf('.') + 1)) : undefined;
    if (ending !== undefined) return certain || !DOCUMENT.test(name) ? ending : 0;
    return certain && TOLD.test(name) ? backup : 0;
  };

  return {
    maybe(bytes, from, to) {
      if (to - from < 4 || to - from > LONGEST) return false;
      // Asked of every name of a tree: one byte and one look-up for each letter.
      let gram = ((CODE[bytes[from] as number] as number) << 5) | (CODE[bytes[from + 1] as number] as number);
      for (let at = from + 2; at < to; at++) {
        gram = ((gram << 5) | (CODE[bytes[at] as number] as number)) & 0x7fff;
        const flag = flags[gram] as number;
        if (flag === 0) continue;
        if ((flag & SHORT) !== 0) return true;
        if ((flag & LONG) !== 0 && at - 5 >= from && grams.before[gramAt(bytes, at - 5)] === 1) return true;
        if ((flag & TAIL) !== 0 && endsAWord(bytes, at, to) && followsADot(bytes, at - 2, from)) return true;
      }
      return false;
    },
    classOf(given) {
      if (given.length > LONGEST) return 0;
      const low = given.toLowerCase();
      // Another case of the name is another file, and no server runs it.
      if (low !== given && whole.has(low) && /[^a-z]/.test(low.slice(0, Math.max(1, low.lastIndexOf('.'))))) return whole.get(low) ?? 0;
      if (low !== given && low.includes('.')) {
        const ending = endings.get(low.slice(low.lastIndexOf('.') + 1));
        if (ending !== undefined) return ending;
      }
      for (const form of formsOf(low)) {
        const code = settled(form);
        if (code !== 0) return code;
      }
      return 0;
    },
  };
}

/** The name with its marks taken off one after another: from the end, from the start, and from before its ending. */
function formsOf(given: string): readonly Form[] {
  const forms: Form[] = [];
  const seen = new Set<string>([given]);
  let open: readonly Form[] = [{ name: given, certain: false }];
  for (let turn = 0; turn < MOST_MARKS && open.length > 0; turn++) {
    open = open.flatMap(barer).filter(({ name }) => name.length > 2 && !seen.has(name));
    for (const form of open) seen.add(form.name);
    forms.push(...open);
  }
  return forms;
}

function barer({ name, certain }: Form): readonly Form[] {
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 ? name.slice(dot) : '';
  const without = (text: string, mark: RegExp) => {
    const left = text.replace(mark, '');
    return left === text ? [] : [left, left.replace(LOOSE_END, '')];
  };
  const before = dot > 0 ? name.slice(0, dot) : '';
  return [
    ...without(name, AFTER).map((left) => ({ name: left, certain: true })),
    ...without(name, BEFORE).map((left) => ({ name: left, certain: true })),
    ...without(name, BEFORE_USUAL).map((left) => ({ name: left, certain })),
    // PHP that a server shows instead of running it.
    ...without(name, /(?<=[.]php)s$/).map((left) => ({ name: left, certain })),
    // A number behind a whole name is a copy; behind a bare word it may be anything.
    ...without(name, TEXT_OR_NUMBER).map((left) => ({ name: left, certain: certain || TOLD.test(left) })),
    ...without(before, INSIDE).map((left) => ({ name: left + ending, certain: true })),
    ...without(before, INSIDE_USUAL).map((left) => ({ name: left + ending, certain })),
    ...without(before, TEXT_OR_NUMBER).map((left) => ({ name: left + ending, certain })),
  ];
}

/** At the very end of a name only in capitals: the rest was looked at as it stands. */
function endsAWord(bytes: Uint8Array, at: number, to: number): boolean {
  const isLetter = (byte: number) => (byte | 32) >= 0x61 && (byte | 32) <= 0x7a;
  return at + 1 < to ? !isLetter(bytes[at + 1] as number) : ((bytes[at] as number) & 32) === 0;
}

function followsADot(bytes: Uint8Array, at: number, from: number): boolean {
  for (let back = at - 1; back >= from && back >= at - 6; back--) if (bytes[back] === 0x2e) return true;
  return false;
}

/** Five bits of a byte: a letter whatever its case, a digit, a joint, anything else. */
const CODE = Uint8Array.from({ length: 256 }, (_, byte) => {
  const letter = (byte | 32) - 0x60;
  if (byte >= 0x41 && letter >= 1 && letter <= 26) return letter;
  if (byte >= 0x30 && byte <= 0x39) return 27;
  return byte === 0x2e ? 28 : byte === 0x5f ? 29 : byte === 0x2d ? 30 : 31;
});

/** Three bytes as one number of 15 bits. */
const gramAt = (bytes: Uint8Array, at: number): number =>
  ((CODE[bytes[at] as number] as number) << 10) |
  ((CODE[bytes[at + 1] as number] as number) << 5) |
  (CODE[bytes[at + 2] as number] as number);

const SHORT = 1;
const LONG = 2;
const TAIL = 4;

/** The last three letters of each word, and the three before them where it has six: a copy of that name holds them. */
function gramsOf(words: readonly string[]): { readonly last: Uint8Array; readonly before: Uint8Array } {
  const last = new Uint8Array(1 << 15);
  const before = new Uint8Array(1 << 15);
  for (const word of words) {
    const bytes = bytesOfPath(word);
    if (bytes.length < 3) continue;
    const gram = gramAt(bytes, bytes.length - 3);
    if (bytes.length < 6) last[gram] = SHORT;
    else {
      last[gram] = last[gram] === SHORT ? SHORT : LONG;
      before[gramAt(bytes, bytes.length - 6)] = 1;
    }
  }
  return { last, before };
}
