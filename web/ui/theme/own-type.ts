// SPDX-License-Identifier: Apache-2.0

type Box = Pick<TextMetrics, 'width' | 'actualBoundingBoxAscent' | 'actualBoundingBoxDescent'>;

/** A machine without a Japanese type draws the same box for every character; a stroke and a full character never measure alike. */
export function drawsBoxes(measure: (character: string) => Box): boolean {
  const [stroke, full, stop] = ['一', '鬱', '。'].map(measure);
  const isSame = (a: Box | undefined, b: Box | undefined) =>
    a?.width === b?.width &&
    a?.actualBoundingBoxAscent === b?.actualBoundingBoxAscent &&
    a?.actualBoundingBoxDescent === b?.actualBoundingBoxDescent;
  return isSame(stroke, full) && isSame(full, stop);
}

/**
 * Telephones and office computers have a Japanese type of their own, and it costs no byte. Only a machine that has none is given
 * the desk's: about 700 kB, slice by slice as characters appear, after the first words are on the screen.
 */
export async function bringTypeWhereNoneIs(): Promise<void> {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return;
  context.font = '40px sans-serif';
  if (!drawsBoxes((character) => context.measureText(character))) return;
  document.documentElement.dataset['ownType'] = '';
  await import('../styles/own-type.css');
}
