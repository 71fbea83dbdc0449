// SPDX-License-Identifier: Apache-2.0
import { wallTime } from '../../common/time/wall-time.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import type { Instant } from '../../kernel/instant.ts';
import { LIFE_DAYS } from './invitation-link.ts';

export type Inviting = {
  readonly by: string;
  readonly organisation: Bilingual;
  readonly zone: string;
  readonly link: string;
  readonly until: Instant;
};

/** The mail of one invitation: who invites, to what, what the link asks for and what it never asks for, and until when. */
export function invitationMail(
  to: { readonly name: string; readonly address: string; readonly lang: Lang },
  { by, organisation, zone, link, until }: Inviting,
): { readonly subject: string; readonly text: string } {
  const { lang } = to;
  const house = organisation[lang];
  const end = wallTime(until, zone, lang);
  if (lang === 'ja')
    return {
      subject: `【ご案内】${house === '' ? '' : `${house} `}インシデント対応デスク（Matoi）への登録`,
      text: [
        `${to.name} さん`,
        '',
        `${house === '' ? '' : `${house}の`}${by}さんから、インシデント対応デスク（Matoi）への招待です。`,
        'セキュリティの事案が起きたときに、記録と連絡に使います。',
        '',
        '次のページで、あなたのパスワードを決めてください。',
        `　${link}`,
        `　期限：${end}（${LIFE_DAYS}日間。1回だけ使えます）`,
        `　サインインに使うアドレス：${to.address}`,
        '',
        'このページは、いまお使いのほかのパスワードを尋ねません。',
        `このメールが本物か心配なときは、リンクを開かず、${by}さんに電話か口頭で確かめてください。`,
        '',
      ].join('\n'),
    };
  return {
    subject: `Your sign-in for the incident desk (Matoi)${house === '' ? '' : ` of ${house}`}`,
    text: [
      `${to.name},`,
      '',
      `${by}${house === '' ? '' : ` of ${house}`} invites you to the incident desk (Matoi).`,
      'It is where security incidents are recorded and worked on.',
      '',
      'Choose your password on this page:',
      `  ${link}`,
      `  Valid until: ${end} (${LIFE_DAYS} days, and once only)`,
      `  You sign in as: ${to.address}`,
      '',
      'The page asks for no other password that you use.',
      `Unsure whether this mail is genuine? Do not open the link; ask ${by} by telephone or in person.`,
      '',
    ].join('\n'),
  };
}
