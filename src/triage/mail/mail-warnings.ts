// SPDX-License-Identifier: Apache-2.0
import type { MailHeader } from '../../common/mail.ts';
import { instantFromMillis } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { ReadableMail } from './readable.ts';
import type { Border } from './received-header.ts';
import type { SenderDeps, SenderWarning } from './sender-warnings.ts';
import type { SignatureCover } from './signature-cover.ts';

/** A clock that runs an hour wrong is common; what lies further ahead is named. Milliseconds. */
const AHEAD = 3_600_000;

/** When our own server took the mail, by the line that it wrote; null where none says so. */
export function receivedAt(headers: readonly MailHeader[], border: Border | null): Instant | null {
  const line = border === null ? undefined : headers[border.index]?.value;
  const stated =
    line === undefined
      ? Number.NaN
      : Date.parse(
          line
            .slice(line.lastIndexOf(';') + 1)
            .replace(/\([^()]{0,100}\)/g, '')
            .trim(),
        );
  return Number.isFinite(stated) ? instantFromMillis(stated) : null;
}

/** A list's own fields (RFC 2919, RFC 2369): it may have changed what it passes on. */
export function isFromList(mail: Pick<ReadableMail, 'headers'>): boolean {
  return mail.headers.some(({ name }) => name === 'list-id' || name === 'list-post');
}

/** What is odd about the mail's other lines; each is a fact of the mail, none is a verdict. `now`: when it was received, else this moment. */
export function mailWarnings(
  deps: Pick<SenderDeps, 'domains'>,
  mail: ReadableMail,
  { covers, now }: { readonly covers: readonly SignatureCover[]; readonly now: Instant },
): readonly SenderWarning[] {
  const found: SenderWarning[] = [];
  const add = (id: string, ja: string, en: string) => found.push({ id, text: { ja, en } });
  dates(mail, now, add);
  const sender = /@([^\s<>@]{1,253})/.exec(mail.headers.find(({ name }) => name === 'sender')?.value ?? '')?.[1];
  const from = mail.from.map(({ address }) => deps.domains.organisation(address.split('@').at(-1) ?? ''));
  const of = sender === undefined ? null : deps.domains.organisation(sender);
  if (sender !== undefined && of !== null && !from.includes(of))
    add(
      'sender-differs',
      `送ったのは ${of}（Sender）で、差出人（From）とは別である`,
      `It was sent by ${of} (Sender), which is not the author shown (From)`,
    );
  for (const cover of covers) signature(cover, add);
  if (isFromList(mail) && covers.length > 0)
    add(
      'list',
      'メーリングリストを経ている。リストが件名や末尾に書き足すと、元の署名は合わなくなる',
      'It came through a mailing list; where the list writes into the subject or behind the text, the author’s signature no longer fits',
    );
  return found;
}

type Add = (id: string, ja: string, en: string) => void;

function dates(mail: ReadableMail, now: Instant, add: Add): void {
  const said = mail.headers.filter(({ name }) => name === 'date');
  if (said.length === 0) return add('date-missing', '日付（Date）がない', 'It bears no date');
  if (said.length > 1) add('date-count', `日付（Date）が ${said.length} つある`, `It bears ${said.length} dates`);
  if (mail.date === null) return add('date-unreadable', '日付（Date）が日付として読めない', 'Its date cannot be read as one');
  const ahead = Date.parse(mail.date) - Date.parse(now);
  if (ahead <= AHEAD) return;
  const hours = Math.round(ahead / 3_600_000);
  const [ja, en] =
    hours < 48 ? [`約 ${hours} 時間`, `about ${hours} hours`] : [`約 ${Math.round(hours / 24)} 日`, `about ${Math.round(hours / 24)} days`];
  add('date-future', `日付（Date）が受信より ${ja}先である`, `Its date lies ${en} ahead of when it was received`);
}

const NAMES: Readonly<Record<string, { readonly ja: string; readonly en: string }>> = {
  from: { ja: '差出人（From）', en: 'From' },
  subject: { ja: '件名（Subject）', en: 'Subject' },
  'reply-to': { ja: '返信先（Reply-To）', en: 'Reply-To' },
  to: { ja: '宛先（To）', en: 'To' },
  date: { ja: '日付（Date）', en: 'Date' },
  'content-type': { ja: '本文の形式（Content-Type）', en: 'Content-Type' },
  'content-transfer-encoding': { ja: '本文の符号（Content-Transfer-Encoding）', en: 'Content-Transfer-Encoding' },
};

function signature({ domain, bodyLeft, unsigned, added }: SignatureCover, add: Add): void {
  const names = (list: readonly string[]) => ({
    ja: list.map((name) => NAMES[name]?.ja ?? name).join('・'),
    en: list.map((name) => NAMES[name]?.en ?? name).join(', '),
  });
  if (bodyLeft > 0)
    add(
      'signature-body',
      `${domain} の署名（DKIM）は本文の終わり ${bodyLeft} バイトを含まない（l=）。そこは誰でも書き足せる`,
      `The signature of ${domain} (DKIM) leaves out the last ${bodyLeft} bytes of the body (l=): anybody could have added them`,
    );
  if (added.length > 0)
    add(
      'signature-added',
      `${names(added).ja} が、${domain} の署名（DKIM）より多く付いている。あとから足されたものがある`,
      `${names(added).en} stands there more often than the signature of ${domain} (DKIM) covers: one was added later`,
    );
  if (unsigned.length > 0)
    add(
      'signature-open',
      `${domain} の署名（DKIM）は ${names(unsigned).ja} を含まない`,
      `The signature of ${domain} (DKIM) does not cover ${names(unsigned).en}`,
    );
}
