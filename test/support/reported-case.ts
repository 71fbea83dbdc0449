// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../src/journal/actor.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import type { TestDesk } from './desk.ts';

/** A case with one report R-1, a mail from outside, opened by `actor`. */
export async function openReportedCase(desk: TestDesk, actor: Actor): Promise<CaseId> {
  const raw = await desk.blobs.put(Buffer.from('From: a <a@provider.example>\r\nSubject: CGI\r\n\r\nyour CGI has a known hole\r\n'));
  const { caseId } = await desk.journal.write((writing) =>
    writing.openCase(actor, () => [
      { kind: 'case.opened', body: { title: 'CGI', reportId: 'R-1' } },
      {
        kind: 'report.received',
        body: {
          reportId: 'R-1',
          kind: 'report',
          channel: 'file',
          raw,
          bytes: 60,
          subject: 'CGI',
          from: 'a@provider.example',
          kindReasons: [],
          charsetNotes: [],
        },
      },
    ]),
  );
  return caseId;
}
