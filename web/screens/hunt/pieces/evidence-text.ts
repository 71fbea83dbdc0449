// SPDX-License-Identifier: Apache-2.0
import type { EvidenceLine } from '../../../../src/hunt/contract.ts';
import type { Lang } from '../../../lang/lang.tsx';
import { rawWords } from './raw-lines-words.ts';

/** The instant as the clock of the line's own zone showed it: `2026-11-10 12:00:00 +09:00`. Null where the zone cannot be read. */
export function timeInZone(at: string, zone: string): string | null {
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (offset !== null) {
    const minutes = (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === '-' ? -1 : 1);
    const local = new Date(Date.parse(at) + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
    return `${local} ${offset[1]}${offset[2]}:${offset[3]}`;
  }
  if (zone === '' || zone === 'UTC' || zone === 'Z') return `${at.slice(0, 19).replace('T', ' ')} UTC`;
  try {
    return `${new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(Date.parse(at))} ${zone}`;
  } catch {
    return null;
  }
}

/** What somebody needs to find this line again, as plain text for a report or a mail. */
export function asEvidence(line: EvidenceLine, lang: Lang): string {
  const w = rawWords[lang];
  return [
    `${w.file}: ${line.name}`,
    `${w.fileHash}: ${line.sha256}`,
    `${w.lineNo}: ${line.line}  ${w.offset}: ${line.offset}`,
    `${w.lineHash}: ${line.digest}`,
    ...(line.at === null ? [] : [`${w.lineTime}: ${timeInZone(line.at, line.zone) ?? line.at} = ${line.at}`]),
    line.text,
    '',
  ].join('\n');
}
