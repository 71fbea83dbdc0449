// SPDX-License-Identifier: Apache-2.0
/**
 * A text for searching, with the way back: `from[i]` is the offset in the original of the folded text's i-th
 * UTF-16 unit. Folding undoes what hides words from a search: full-width forms, invisible characters,
 * look-alike letters inside Latin words, hard line breaks. The original is never changed, so a quote taken
 * by offsets is what the mail really says.
 */
export type Folded = { readonly text: string; readonly from: Int32Array; readonly original: string };

/** Characters without a shape: joiners, marks of direction, selectors, tags (Unicode UAX #44). */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
/** What changes the character before it: accents of decomposed text (macOS writes so), and the voicing marks of kana, half-width ones too. */
const MARK = /[\p{M}\u309b\u309c\uff9e\uff9f]/u;
const MOST_MARKS = 8;
const SPACE = /[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;
const DASH = /[\u2010-\u2015\u2212\uff0d]/;
/** Cyrillic and Greek letters that look like Latin ones (Unicode TR 39, the common part). */
const LOOKALIKE: Readonly<Record<string, string>> = Object.fromEntries(
  [...'аaеeоoрpсcуyхxіiѕsјjԁdһhӏlАAВBЕEКKМMНHОOРPСCТTХXΑAΒBΕEΙIΚKΜMΝNΟOΡPΤTΧXοoνvαa'].reduce<[string, string][]>(
    (pairs, letter, index, all) => (index % 2 === 0 ? [...pairs, [letter, all[index + 1] ?? letter]] : pairs),
    [],
  ),
);
const CJK = /[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]/;
const LATIN = /[A-Za-z]/;
/** A line at least this long was probably broken by a program, a shorter one by a person. Characters. */
const WRAPPED = { cjk: 24, other: 45 };

/** More blanks in a row say nothing more, and a pattern with two of `\s*` would try every way to share them. */
const MOST_BLANKS = 4;

/**
 * Text as rules compare it (full-width forms, invisible characters, line breaks), with the UTF-16 offset in the original of
 * each of its units.
 */
export function foldText(original: string): Folded {
  const out: string[] = [];
  const from: number[] = [];
  const push = (text: string, at: number) => {
    for (const unit of text.split('')) {
      out.push(unit);
      from.push(at);
    }
  };
  let lineStart = 0;
  let blanks = 0;
  for (let at = 0; at < original.length; ) {
    const char = String.fromCodePoint(original.codePointAt(at) ?? 0);
    if (char === '\n' || char === '\r') {
      const end = endOfBreak(original, at);
      push(breakFor(original, lineStart, at, end), at);
      at = end;
      lineStart = end;
      continue;
    }
    const marked = char.length + marksAfter(original, at + char.length);
    const whole = marked > char.length ? composed(original.slice(at, at + marked)) : null;
    const folded = whole ?? foldChar(char, original, at);
    blanks = folded === ' ' || folded === '\t' ? blanks + 1 : folded === '' ? blanks : 0;
    if (blanks <= MOST_BLANKS) push(folded, at);
    at += whole === null ? char.length : marked;
  }
  return { text: out.join(''), from: Int32Array.from(from), original };
}

/** UTF-16 units of the marks that stand at `at`, up to a bound; invisible ones (variation selectors) are none. */
function marksAfter(text: string, at: number): number {
  if (at >= text.length || text.charCodeAt(at) < 0x300) return 0;
  let end = at;
  for (let marks = 0; marks < MOST_MARKS && end < text.length; marks += 1) {
    const char = String.fromCodePoint(text.codePointAt(end) ?? 0);
    if (!MARK.test(char) || INVISIBLE.test(char)) break;
    end += char.length;
  }
  return end - at;
}

/** A letter and its marks as the one character that they make; null where they make none. */
function composed(cluster: string): string | null {
  const plain = cluster
    .replace(/\u309b/g, '\u3099')
    .replace(/\u309c/g, '\u309a')
    .normalize('NFKC');
  return [...plain].length === 1 ? plain : null;
}

function endOfBreak(text: string, at: number): number {
  let end = at;
  while (
    end < text.length &&
    (text[end] === '\n' || text[end] === '\r' || text[end] === ' ' || text[end] === '\t' || text[end] === '\u3000')
  )
    end += 1;
  return end;
}

/** '' joins a hard-wrapped Japanese line, ' ' a Latin one; '\n' stays where a person broke the line. */
function breakFor(text: string, lineStart: number, at: number, end: number): string {
  const breaks =
    text
      .slice(at, end)
      .replaceAll('\r\n', '\n')
      .split(/[\r\n]/).length - 1;
  const before = text[at - 1] ?? '';
  const after = text[end] ?? '';
  if (breaks > 1 || at === lineStart) return '\n';
  const cjk = CJK.test(before) && CJK.test(after);
  if (at - lineStart < (cjk ? WRAPPED.cjk : WRAPPED.other)) return '\n';
  return cjk ? '' : ' ';
}

function foldChar(char: string, text: string, at: number): string {
  if (char <= '\u007f') return char;
  if (INVISIBLE.test(char)) return '';
  if (SPACE.test(char)) return ' ';
  if (DASH.test(char)) return '-';
  if (char === '\u2018' || char === '\u2019') return "'";
  if (char === '\u201c' || char === '\u201d') return '"';
  const twin = LOOKALIKE[char];
  if (twin !== undefined && (LATIN.test(text[at - 1] ?? '') || LATIN.test(text[at + char.length] ?? ''))) return twin;
  const plain = char.normalize('NFKC');
  // Compatibility forms that fold to one character (full-width, half-width kana, mathematical letters); ligatures stay.
  return [...plain].length === 1 ? plain : char;
}

/** Where a stretch of the folded text lies in the original; `end` is exclusive. */
export function spanOf(folded: Folded, start: number, end: number): { readonly start: number; readonly end: number } {
  const first = folded.from[start] ?? folded.original.length;
  const last = folded.from[end - 1] ?? first;
  const lastChar = String.fromCodePoint(folded.original.codePointAt(last) ?? 0);
  const after = last + Math.max(1, lastChar.length);
  const marked = folded.text[end - 1] === lastChar ? 0 : marksAfter(folded.original, after);
  return { start: first, end: Math.min(folded.original.length, after + marked) };
}
