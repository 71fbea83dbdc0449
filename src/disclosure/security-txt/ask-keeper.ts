// SPDX-License-Identifier: Apache-2.0
import type { Entry } from '../../case/entry.ts';
import { wallTime } from '../../common/time/wall-time.ts';
import { DESK } from '../../journal/stream.ts';
import type { Task, TaskHandler } from '../../journal/task.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { plusMillis } from '../../kernel/instant.ts';
import type { Outbox } from '../../outbox/outbox.port.ts';
import type { DisclosureDeps } from '../deps.ts';
import type { HousePerson } from '../fact/house.port.ts';
import { securityTxtOf } from './standing.ts';
import type { Standing } from './standing.ts';
import { termsAt } from './terms.ts';

const ASK = 'disclosure.ask-keeper';
const DAY = 86_400_000;
/** Days before the confirmation runs out on which its keeper is asked. */
export const ASKED_BEFORE = [30, 7] as const;

/** A confirmation asks for the next one, while there is still time. */
export function askingTasks(entry: Pick<Entry, 'kind' | 'seq' | 'at'>): readonly Task[] {
  if (entry.kind !== 'security-txt.confirmed') return [];
  const { renewedUntil } = termsAt(entry.at, entry.at);
  return ASKED_BEFORE.map((days) => ({
    name: ASK,
    key: `${ASK}/${entry.seq}/${days}`,
    data: { seq: entry.seq, days },
    notBefore: plusMillis(renewedUntil, -days * DAY),
  }));
}

export type AskingDeps = DisclosureDeps & { readonly outbox: Pick<Outbox, 'prepare' | 'put'> };

/** Nothing where somebody has confirmed meanwhile. Whoever confirmed last, or named the keeper, lets this mail of our own house out. */
export function askKeeper(deps: AskingDeps): TaskHandler {
  const standing = securityTxtOf(deps);
  return {
    name: ASK,
    async run(data) {
      const now = await standing();
      if (now === null || now.seq !== Number(data['seq']) || now.keeper === null) return;
      const { keeper, terms } = now;
      const [person, organisation, zone, address] = await Promise.all([
        deps.house.person(keeper.personId),
        deps.house.organisation(),
        deps.house.zone(),
        deps.house.publicAddress(),
      ]);
      const rows =
        person === null
          ? []
          : await deps.outbox.prepare(
              person.addresses.map((to) => ({
                id: `security-txt/${now.seq}/${Number(data['days'])}/${to}`,
                purpose: 'asked',
                about: `security-txt/${now.seq}`,
                recipient: keeper.personId,
                stream: DESK,
                channel: 'mail',
                content: { to, ...askingMail(now, person, { organisation, zone, address }) },
              })),
              now.by,
            );
      const body = { ...keeper, until: terms.renewedUntil, mails: rows.length };
      await deps.journal.write(async (writing) => {
        await deps.outbox.put(writing.tx, rows);
        await writing.append({
          stream: DESK,
          actor: { type: 'machine', name: 'disclosure' },
          drafts: [{ kind: 'security-txt.asked', body }],
        });
      });
    },
  };
}

function askingMail(
  { body, terms }: Standing,
  { name, lang }: HousePerson,
  { organisation, zone, address }: { readonly organisation: Bilingual; readonly zone: string; readonly address: string },
): { readonly subject: string; readonly text: string } {
  const until = wallTime(terms.renewedUntil, zone, lang, 'year');
  const expires = wallTime(terms.expires, zone, lang, 'year');
  const page = `${address}/settings/security-txt`;
  if (lang === 'ja')
    return {
      subject: `【確認のお願い】脆弱性の連絡先（security.txt）、${until}まで`,
      text: [
        `${name} さん`,
        '',
        `${organisation.ja === '' ? '' : `${organisation.ja}の`}脆弱性の連絡先が今も読まれているか、年に2回の確認をお願いします。`,
        '',
        ...body.contacts.map((contact) => `　連絡先：${contact}`),
        `　確認の期限：${until}`,
        `　確認がないと、公開しているファイルは ${expires} に期限が切れます。`,
        '',
        'デスクにサインインし、次のページで確認してください。このメールへの返信では確認になりません。',
        `　${page}`,
        '',
      ].join('\n'),
    };
  return {
    subject: `Please confirm: contact for vulnerabilities (security.txt), by ${until}`,
    text: [
      `${name},`,
      '',
      `Twice a year somebody says that the contacts for vulnerabilities${organisation.en === '' ? '' : ` of ${organisation.en}`} are still read; this is your turn.`,
      '',
      ...body.contacts.map((contact) => `  Contact: ${contact}`),
      `  To be confirmed by: ${until}`,
      `  Without it, the public file expires at ${expires}.`,
      '',
      'Sign in to the desk and confirm on this page. An answer to this mail confirms nothing.',
      `  ${page}`,
      '',
    ].join('\n'),
  };
}
