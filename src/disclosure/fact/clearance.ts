// SPDX-License-Identifier: Apache-2.0
import { isWithin } from '../../case/entry/case.ts';
import type { statementReaders } from '../../case/entry/disclosure.ts';
import type { Tlp } from '../../case/fold/readings/reading.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';

export type Reader = (typeof statementReaders)[number];

export const readerNames: Readonly<Record<Reader, Bilingual>> = {
  customers: { ja: 'お客様向け', en: 'For customers' },
  staff: { ja: '{staff}向け', en: 'For staff' },
  press: { ja: '報道関係の皆様向け', en: 'For the press' },
  authority: { ja: '監督官庁向け', en: 'For the authority' },
  executives: { ja: '役員向け', en: 'For executives' },
};

/** The most that a reader may see (Traffic Light Protocol 2.0): CLEAR is public, GREEN stays in the community, AMBER with those who need it. */
const most: Readonly<Record<Reader, Tlp>> = {
  customers: 'CLEAR',
  press: 'CLEAR',
  staff: 'GREEN',
  authority: 'AMBER',
  executives: 'AMBER+STRICT',
};

/** The level that stands on a version. */
export function maximumOf(reader: Reader): Tlp {
  return most[reader];
}

export function maySee(reader: Reader, tlp: Tlp): boolean {
  return isWithin(tlp, most[reader]);
}
