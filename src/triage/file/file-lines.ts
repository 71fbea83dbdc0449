// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { withoutTurns } from '../../kernel/text.ts';
import type { MailAttachment } from './files.ts';
import { unreadWords } from './words.ts';

/** One line of the sheet; `read` tells whether it is something known. */
export type FileLine = { readonly id: string; readonly read: boolean; readonly text: Bilingual };

const MOST = 40;

/** What the sheet says of each attachment: each one that was not read, or not to its end, by its name and with the reason. */
export function fileLines(attachments: readonly MailAttachment[]): readonly FileLine[] {
  const lines = attachments.flatMap((file, index) => linesOf(file, index));
  if (lines.length <= MOST) return lines;
  const more = lines.slice(MOST).length;
  const text = { ja: `ほかに、添付についての行が ${more} 件ある`, en: `${more} more lines on attachments` };
  return [...lines.slice(0, MOST), { id: 'attachment.more', read: false, text }];
}

function linesOf(file: MailAttachment, index: number): readonly FileLine[] {
  const { outcome } = file;
  if (outcome === null) return [];
  const name = withoutTurns(file.fileName === '' ? file.contentType : file.fileName).replaceAll('://', '[:]//');
  const line = (id: string, read: boolean, ja: string, en: string): FileLine => ({
    id: `attachment.${index}.${id}`,
    read,
    text: { ja, en },
  });
  if (outcome === undefined) return [line('unread', false, `添付 ${name} の中身は読んでいない`, `The content of ${name} was not read`)];
  if (outcome.is === 'not-read') {
    const why = unreadWords[outcome.why];
    return [line('unread', false, `添付 ${name} の中身は読んでいない（${why.ja}）`, `The content of ${name} was not read: ${why.en}`)];
  }
  const lines: FileLine[] = [];
  if (outcome.codes > 0) lines.push(line('code', true, `添付 ${name} の QR コードを読んだ`, `The QR code in ${name} was read`));
  else
    lines.push(
      line(
        'read',
        true,
        `添付 ${name} の文字を読み、手がかり ${outcome.found.length} 件を見つけた（ほかの仕掛けは調べていない）`,
        `The words of ${name} were read: ${outcome.found.length} things to look for (nothing else in it was examined)`,
      ),
    );
  if (outcome.form === 'picture')
    lines.push(line('picture', false, `画像 ${name} に写っている文字は読んでいない`, `Words shown in the picture ${name} were not read`));
  if (outcome.blank.length > 0) {
    const pages = `${outcome.blank.slice(0, 20).join(', ')}${outcome.blank.length > 20 ? ' …' : ''}`;
    lines.push(
      line(
        'blank',
        false,
        `添付 ${name} の ${pages} ページは文字として読めない`,
        `Pages without words that can be read in ${name}: ${pages}`,
      ),
    );
  }
  if (outcome.cut) lines.push(line('cut', false, `添付 ${name} は途中までしか読んでいない`, `${name} was read in part only`));
  return lines;
}
