// SPDX-License-Identifier: Apache-2.0
// How many words a command takes, read from its usage line, so that a superfluous or missing word is never swallowed.

/** Least and most words; `most` is null where there is no end. */
export type Arity = { readonly least: number; readonly most: number | null };

/**
 * Reads the placeholder text of a command (`[CASE]`, `FILE…`, `PERSON ROLE…`, `set|show [FILE]`, `[CASE STATEMENT]`): one word
 * each, what stands between brackets may be left out, `X…` or `X...` stands for one or more.
 */
export function arityOf(args: string): Arity {
  const words = args.split(/\s+/).filter(Boolean);
  const many = words.some((word) => /(?:…|\.{3})\]?$/.test(word));
  let least = 0;
  let optional = false;
  for (const word of words) {
    optional ||= word.startsWith('[');
    if (!optional) least += 1;
    if (word.endsWith(']')) optional = false;
  }
  return { least, most: many ? null : words.length };
}
