// SPDX-License-Identifier: Apache-2.0
import type { Paper, PaperBlock } from '../../common/paper.port.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import type { Instant } from '../../kernel/instant.ts';
import { maximumOf } from '../fact/clearance.ts';
import type { Reader } from '../fact/clearance.ts';
import { wallTime } from '../../common/time/wall-time.ts';
import type { Snapshot } from '../statement/snapshot.ts';

const HEADING = /^(?:■|##) /;

/** A frozen version as paper, word for word. It bears the time of its snapshot: the same statement gives the same bytes. */
export function statementPaper(snapshot: Snapshot, blob: string, reader: Reader, lang: Lang): Paper {
  const version = snapshot.versions.find((one) => one.reader === reader)?.[lang];
  if (version === undefined) throw new Error('a snapshot without this version');
  const [, organisation = '', ...lines] = version.text.split('\n');
  const blocks: PaperBlock[] = [
    { type: 'title', text: version.title },
    { type: 'right', text: organisation },
    ...lines.filter((line) => line !== '').map((line): PaperBlock => blockOf(line)),
    { type: 'small', text: `SHA-256: ${blob}` },
  ];
  return {
    caseId: snapshot.caseId,
    lang,
    title: version.title,
    organisation,
    printed: { at: snapshot.at as Instant, shown: wallTime(snapshot.at, snapshot.zone, lang, 'year') },
    tlp: maximumOf(reader),
    practice: snapshot.facts['statement.practice'] !== undefined,
    size: 'a4',
    numbering: 'through',
    sections: [{ reference: `${snapshot.caseId}-${snapshot.number}`, blocks }],
  };
}

function blockOf(line: string): PaperBlock {
  return HEADING.test(line) ? { type: 'heading', text: line.replace(HEADING, '') } : { type: 'text', text: line };
}
