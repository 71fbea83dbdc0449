// SPDX-License-Identifier: Apache-2.0
/** Longest name that is shown whole, in characters; a longer one keeps its beginning and its end. */
const LONGEST = 48;
const HEAD = 28;
const TAIL = 16;

/** The folder, which may be cut on the screen, and the last name with its slash, which stays. */
export function pieces(path: string): { readonly folder: string; readonly name: string } {
  const slash = path.length > 1 ? path.lastIndexOf('/', path.length - 2) : -1;
  const folder = slash <= 0 ? '' : path.slice(0, slash);
  const letters = Array.from(path.slice(folder.length));
  if (letters.length <= LONGEST) return { folder, name: letters.join('') };
  return { folder, name: `${letters.slice(0, HEAD).join('')}…${letters.slice(-TAIL).join('')}` };
}
