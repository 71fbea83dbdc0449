// SPDX-License-Identifier: Apache-2.0
/** Red, green, blue from 0 to 255; `alpha` from 0 to 1. */
export type Colour = { readonly rgb: readonly [number, number, number]; readonly alpha: number };

/** The names that are near white or black, and those that mails use (CSS Color 4, 6.1). */
const NAMED: Readonly<Record<string, string>> = {
  white: 'ffffff',
  snow: 'fffafa',
  ivory: 'fffff0',
  azure: 'f0ffff',
  mintcream: 'f5fffa',
  honeydew: 'f0fff0',
  aliceblue: 'f0f8ff',
  ghostwhite: 'f8f8ff',
  floralwhite: 'fffaf0',
  whitesmoke: 'f5f5f5',
  seashell: 'fff5ee',
  oldlace: 'fdf5e6',
  linen: 'faf0e6',
  lavenderblush: 'fff0f5',
  beige: 'f5f5dc',
  lightyellow: 'ffffe0',
  lightcyan: 'e0ffff',
  black: '000000',
  gray: '808080',
  grey: '808080',
  silver: 'c0c0c0',
  lightgray: 'd3d3d3',
  lightgrey: 'd3d3d3',
  gainsboro: 'dcdcdc',
  darkgray: 'a9a9a9',
  darkgrey: 'a9a9a9',
  dimgray: '696969',
  red: 'ff0000',
  green: '008000',
  blue: '0000ff',
  navy: '000080',
  yellow: 'ffff00',
  orange: 'ffa500',
  purple: '800080',
  maroon: '800000',
  teal: '008080',
  olive: '808000',
  lime: '00ff00',
  aqua: '00ffff',
  cyan: '00ffff',
  fuchsia: 'ff00ff',
  magenta: 'ff00ff',
};

/** A colour as CSS or an HTML attribute writes it; null: none that is known here. */
export function colourOf(text: string): Colour | null {
  const value = text.trim().toLowerCase();
  if (value === 'transparent') return { rgb: [0, 0, 0], alpha: 0 };
  const hex = /^#?([0-9a-f]{3,8})$/.exec(NAMED[value] ?? value)?.[1];
  if (hex !== undefined) {
    const long = hex.length <= 4 ? [...hex].map((digit) => digit + digit).join('') : hex;
    if (long.length !== 6 && long.length !== 8) return null;
    const at = (index: number): number => Number.parseInt(long.slice(index * 2, index * 2 + 2), 16);
    return { rgb: [at(0), at(1), at(2)], alpha: long.length === 8 ? at(3) / 255 : 1 };
  }
  const parts = /^rgba?\(([\d.,%\s/]{5,60})\)$/
    .exec(value)?.[1]
    ?.split(/[\s,/]+/)
    .filter((part) => part !== '');
  if (parts === undefined || parts.length < 3) return null;
  const of = (part: string, whole: number): number =>
    part.endsWith('%') ? (Number.parseFloat(part) / 100) * whole : Number.parseFloat(part);
  const [red = '', green = '', blue = '', alpha = '1'] = parts;
  const rgb: [number, number, number] = [of(red, 255), of(green, 255), of(blue, 255)];
  return rgb.some((one) => Number.isNaN(one)) ? null : { rgb, alpha: of(alpha, 1) };
}

/** Contrast ratio from 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(a: Colour, b: Colour): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance({ rgb }: Colour): number {
  const [red, green, blue] = rgb.map((one) => {
    const part = Math.min(255, Math.max(0, one)) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
