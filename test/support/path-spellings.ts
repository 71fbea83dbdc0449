// SPDX-License-Identifier: Apache-2.0
// The same path in the spellings that servers of all ages were made to take: a grammar, sign by sign. It knows how a
// spelling was made and nothing of how one is read.
import type { Random } from './random.ts';

const hex = (code: number, random: Random): string => {
  const two = code.toString(16).padStart(2, '0');
  return random.below(2) === 0 ? two : two.toUpperCase();
};
const bytes = (codes: readonly number[], random: Random): string => codes.map((code) => `%${hex(code, random)}`).join('');
const wide = (code: number, random: Random): string =>
  `%${random.pick(['u', 'U'])}${hex(Math.floor(code / 256), random)}${hex(code % 256, random)}`;

const low = (code: number) => 0x80 + (code % 64);
const high = (code: number) => Math.floor(code / 64);

/** One sign of ASCII; `sure` ones are read so by every server. */
const SURE: readonly ((code: number, random: Random) => string)[] = [
  (code) => String.fromCharCode(code),
  (code) => String.fromCharCode(code),
  (code, random) => bytes([code], random),
];
const ODD: readonly ((code: number, random: Random) => string)[] = [
  (code, random) => bytes([code], random).replaceAll('%', '%25'),
  (code, random) => bytes([code], random).replaceAll('%', '%2525'),
  (code, random) => wide(code, random),
  (code, random) => wide(code + 0xfee0, random),
  (code, random) => bytes([...Buffer.from(String.fromCharCode(code + 0xfee0))], random),
  (code, random) => bytes([0xc0 + high(code), low(code)], random),
  (code, random) => bytes([0xc0 + high(code), code % 64], random),
  (code, random) => bytes([0xe0, 0x80 + high(code), low(code)], random),
  (code, random) => bytes([0xf0, 0x80, 0x80 + high(code), low(code)], random),
  (code, random) => bytes([0xfc, 0x80, 0x80, 0x80, 0x80 + high(code), low(code)], random),
  (code, random) => bytes([0xc0 + high(code), low(code)], random).replaceAll('%', '%25'),
  (code, random) => bytes([0xc0 + high(code), low(code)], random).replaceAll('%', '\\x'),
];

export type Spelling = 'sure' | 'odd';

function spell(text: string, how: Spelling, random: Random): string {
  // At least one sign of an odd spelling is odd.
  const must = random.below(text.length);
  return [...text]
    .map((sign, at) => {
      const odd = how === 'odd' && (at === must || random.below(3) === 0);
      return random.pick(odd ? ODD : SURE)(sign.charCodeAt(0), random);
    })
    .join('');
}

/** The path with detours that lead back, and its names spelled. */
export function spelledPath(path: string, how: Spelling, random: Random): string {
  const names = path.split('/').slice(1);
  const slash = (): string => (how === 'odd' && random.below(5) === 0 ? spell('/', how, random) : '/');
  const detour = (): string => {
    const back = `${slash()}${spell('img', 'sure', random)}${slash()}${spell('..', random.below(2) === 0 ? how : 'sure', random)}/`;
    return random.pick([slash(), slash(), slash(), `/${slash()}`, `${slash()}./`, back]);
  };
  return names.map((name, at) => `${at === 0 ? '/' : ''}${detour()}${spell(name, how, random)}`).join('');
}
