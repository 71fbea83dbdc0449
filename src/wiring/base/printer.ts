// SPDX-License-Identifier: Apache-2.0
import { typstPrinter } from '../../adapters/typst/printer.ts';
import type { PrintPaper } from '../../common/paper.port.ts';
import type { Base } from './base.ts';
import { settingsOf } from './settings.ts';

const printers = new Map<string | null, PrintPaper>();

/** The one typesetter of this process for a folder of further fonts (MATOI_FONTS): all parts share its child. */
export function printerOf({ env }: Pick<Base, 'env'>): PrintPaper {
  const fonts = settingsOf(env).MATOI_FONTS;
  const known = printers.get(fonts);
  if (known !== undefined) return known;
  const made = typstPrinter({ fonts });
  printers.set(fonts, made);
  return made;
}
