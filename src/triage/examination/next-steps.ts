// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { authorityContacts } from '../mail/authority.ts';
import type { Intent } from '../intent/intent-rule.ts';
import type { Consequences } from '../kind/consequences.ts';
import type { Match } from '../advisory/match.ts';
import { ownPrograms } from './question.ts';

export type NextStep = {
  readonly id: string;
  readonly when: 'hour' | 'day' | 'week';
  readonly text: Bilingual;
  readonly why: Bilingual;
  readonly who: Bilingual;
};

const RESPONDER: Bilingual = { ja: '担当者', en: 'Responder' };
const MANAGER: Bilingual = { ja: '責任者', en: 'Manager' };
const SYSTEM: Bilingual = { ja: 'システム管理者・委託先', en: 'System administrator or supplier' };

type Situation = {
  readonly follows: Consequences;
  readonly intent: Intent;
  readonly vague: boolean;
  /** It speaks of CGI, Perl or PHP, or of a script by its path. */
  readonly namesScripts: boolean;
  readonly matches: readonly Match[];
  readonly inventoryKnown: boolean;
  readonly links: boolean;
  readonly attachments: boolean;
  readonly readable: boolean;
};

/** What to do, in order, from what is known. Nothing in it is done by the desk itself. */
export function nextSteps(now: Situation): readonly NextStep[] {
  const step = (id: string, when: NextStep['when'], who: Bilingual, ja: string, en: string, whyJa: string, whyEn: string): NextStep => ({
    id,
    when,
    who,
    text: { ja, en },
    why: { ja: whyJa, en: whyEn },
  });
  const affected = now.matches.filter((match) => match.verdict === 'affected');
  const items = [...new Set(affected.map((match) => match.item.name))].slice(0, 5).join(', ');
  const { mailIsDoubtful, asksAdvisories, aboutPrograms } = now.follows;
  const steps: (NextStep | false)[] = [
    ...now.follows.hour.map((one): NextStep => ({ ...one, when: 'hour' })),
    mailIsDoubtful &&
      step(
        'no-reply',
        'hour',
        RESPONDER,
        '返信しない。リンク・添付を開かない',
        'Do not reply; open no link and no attachment',
        '返事はそれ自体が情報になる',
        'Any reply gives information away',
      ),
    !now.readable &&
      step(
        'read-raw',
        'hour',
        RESPONDER,
        '原文を人が読む（自動では読み取れなかった）',
        'Have a person read the original (the desk could not)',
        '読めないことは、無害という意味ではない',
        'Unreadable does not mean harmless',
      ),
    mailIsDoubtful &&
      step(
        'tell-staff',
        'hour',
        RESPONDER,
        '社内に「返信しない・開かない・届いたら知らせる」を流す',
        'Tell the staff: do not reply, do not open, tell us if you got it',
        '同じメールがほかの人にも届いているかもしれない',
        'Colleagues may have the same mail',
      ),
    step(
      'tell-manager',
      'hour',
      MANAGER,
      '責任者へ第一報を入れる（分かっていること・まだ分からないこと）',
      'Give the manager a first report: what is known and what is not',
      '公開や停止の判断は責任者のもの',
      'To stop or publish is the manager’s decision',
    ),
    now.intent === 'extortion' &&
      step(
        'police',
        'hour',
        MANAGER,
        '支払わない。証拠を残し、警察のサイバー窓口と法務へ相談する',
        'Do not pay; keep the evidence; consult the police and legal',
        '脅しへの対応は一人で決めない',
        'Nobody decides alone on a threat',
      ),
    now.intent === 'possible-authority-contact' &&
      step(
        'verify-authority',
        'hour',
        RESPONDER,
        `公表されている窓口で本物か確かめる（${authorityContacts.map((contact) => contact.page).join(' ・ ')} を自分で開く）`,
        `Verify through the published windows (open ${authorityContacts.map((contact) => contact.page).join(' and ')} yourself)`,
        '本物の第一報は詐欺に見えることがある。メールの返信やリンクでは確かめない',
        'The real first mail can look like a scam; never verify through the mail',
      ),
    affected.length > 0 &&
      step(
        'protect',
        'hour',
        SYSTEM,
        `影響を受ける可能性が高いものを確かめ、止める・直すを決める：${items}`,
        `Check the affected items and decide to stop or fix: ${items}`,
        '台帳の版が公開情報の範囲に入る',
        'The listed versions are in the published affected range',
      ),
    now.vague &&
      step(
        'list-programs',
        'hour',
        SYSTEM,
        `自組織の${ownPrograms(now.namesScripts).ja}を洗い出し、公開情報と突き合わせる`,
        `List ${ownPrograms(now.namesScripts).en} of our own sites and match them against advisories`,
        '報告があいまいなので、逆から調べる',
        'The report is vague, so look from the other side',
      ),
    asksAdvisories &&
      !now.inventoryKnown &&
      step(
        'inventory',
        'day',
        SYSTEM,
        '資産の一覧（CSV・SBOM・dpkg/rpm）を取り込む',
        'Import a list of assets (CSV, SBOM, dpkg or rpm list)',
        '一覧がないと、該当の有無を言えない',
        'Without a list nobody can say what is affected',
      ),
    aboutPrograms &&
      step(
        'logs',
        'day',
        SYSTEM,
        'アクセスログを、報告の日時の前後で調べる',
        'Look at the access logs around the date of the report',
        '差出人がすでに試しているかもしれない',
        'The sender may already have tried',
      ),
    asksAdvisories &&
      step(
        'ask-authority',
        'day',
        RESPONDER,
        '公開情報に見つからなければ、IPA・JPCERT/CC に相談する',
        'If nothing is published, consult IPA or JPCERT/CC',
        '裏付けは信頼できる機関で取る',
        'Corroboration comes from trusted bodies',
      ),
    mailIsDoubtful &&
      (now.intent === 'good-faith' || now.intent === 'unclear' || now.intent === 'fishing' || now.intent === 'beg-bounty') &&
      step(
        'held-receipt',
        'day',
        MANAGER,
        '内容に触れない受領連絡を用意し、送るかどうかは責任者が決める',
        'Draft a neutral acknowledgement; the manager decides whether to send it',
        '連絡がないと信頼を損ない、不用意な返信は情報を渡すことになる',
        'No answer costs trust; a careless one gives information away',
      ),
    (now.links || now.attachments) &&
      step(
        'who-opened',
        'day',
        RESPONDER,
        '開いてしまった人、返信してしまった人を把握して追う',
        'Find out who opened or replied, and follow up',
        '開いた端末は別に調べる必要がある',
        'A device that opened it needs its own check',
      ),
    now.intent === 'reflection' &&
      step(
        'own-form',
        'day',
        SYSTEM,
        '自組織の問い合わせフォームに回数制限と自動返信の見直しを入れる',
        'Limit your own contact form and review its automatic answers',
        '自組織のフォームが他人への送信に使われている',
        'Your form is being used to mail third parties',
      ),
    step(
      'feedback',
      'week',
      RESPONDER,
      '相談した機関と、必要なら報告者へ結果を返す',
      'Give the result back to the bodies consulted and, where due, to the reporter',
      '約束と結果を残すと次が早い',
      'Closing the loop makes the next report easier',
    ),
    step(
      'review',
      'week',
      MANAGER,
      '点検の頻度と費用を決め直す',
      'Decide how often to check, and the budget',
      '一度きりの対応で終わらせない',
      'One fix is not a process',
    ),
  ];
  // What the kind of incident has asked for already is not asked for again.
  const asked = new Set<string>();
  return steps.filter((one) => one !== false).filter(({ id }) => !asked.has(id) && asked.add(id));
}
