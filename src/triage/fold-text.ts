// SPDX-License-Identifier: Apache-2.0
/**
 * A text for searching, with the way back: `from[i]` is the offset in the original of the folded text's i-th
 * UTF-16 unit. Folding undoes what hides words from a search: full-width forms, invisible characters,
 * look-alike letters inside Latin words, hard line breaks. The original is never changed, so a quote taken
 * by offsets is what the mail really says.
 */
export type Folded = { readonly text: string; readonly from: Int32Array; readonly original: string };

// oxlint-disable-next-line no-misleading-character-class -- single code units are meant, joiners among them
const INVISIBLE = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]/;
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
  for (let at = 0; at < original.length; ) {
    const char = String.fromCodePoint(original.codePointAt(at) ?? 0);
    if (char === '\n' || char === '\r') {
      const end = endOfBreak(original, at);
      push(breakFor(original, lineStart, at, end), at);
      at = end;
      lineStart = end;
      continue;
    }
    push(foldChar(char, original, at), at);
    at += char.length;
  }
  return { text: out.join(''), from: Int32Array.from(from), original };
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
  return { start: first, end: Math.min(folded.original.length, last + Math.max(1, lastChar.length)) };
}
