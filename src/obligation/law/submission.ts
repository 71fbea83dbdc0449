// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Answers } from './questions.ts';
import type { RuleId } from './rule.ts';

const and = (...parts: readonly Bilingual[]): Bilingual => ({
  ja: parts.map((part) => part.ja).join(''),
  en: parts.map((part) => part.en).join(' '),
});

/** ppc.go.jp/personalinfo/legal/leakAction: questions lead to the form; the Word forms there are for use inside only. */
const PPC_FORM: Bilingual = {
  ja: '個人情報保護委員会のウェブサイト「漏えい等報告フォーム」から入力する（https://www.ppc.go.jp/personalinfo/legal/leakAction/）。同じページの Word の様式は社内用の参考で、提出には使わない。',
  en: 'By the form on the Commission’s website (https://www.ppc.go.jp/personalinfo/legal/leakAction/); the Word files there are for use inside only and are not handed in.',
};
const MINISTER_WAY: Bilingual = {
  ja: '報告の権限が委任された業種では、事業所管大臣が定める方法と様式による（業種の一覧は委員会のウェブサイト「権限の委任」）。',
  en: 'Industries whose minister holds the power: in the way and on the form of that minister (list on the Commission’s website).',
};
/** Agreement of the ministries of 28 May 2025; Rules of the Commission of 25 September 2025, in force on 1 October 2025. */
const RANSOM_FORM: Bilingual = {
  ja: 'ランサムウェアによる事案では、2025年10月1日から「ランサムウェア事案共通様式」でも報告できる（規則・告示の改正による。様式は委員会または国家サイバー統括室のウェブサイトで最新のものを確かめる）。',
  en: 'For ransomware the common form of the ministries may be used since 1 October 2025; take its latest version from the Commission or the National Cybersecurity Office.',
};
const BOTH_FORMS: Bilingual = {
  ja: 'DDoS 攻撃・ランサムウェアの事案には、2025年10月1日から関係省庁の「DDoS 攻撃事案共通様式」「ランサムウェア事案共通様式」がある。この報告に使えるかは提出先に確かめる。',
  en: 'For DDoS attacks and ransomware the ministries have common forms since 1 October 2025; ask the recipient whether they serve for this report.',
};
const commission = and(PPC_FORM, MINISTER_WAY, RANSOM_FORM);
/** soumu.go.jp, reports on secrecy of communications and on major accidents; the bureau of Kanto names telephone and mail. */
const byTelephone: Bilingual = {
  ja: '分かっていることだけを、電話か電子メールで先に伝える（書類の用意を待たない）。連絡先は総務省の「通信の秘密の漏えい事案の報告」のページにある。',
  en: 'What is known so far by telephone or mail, without waiting for papers; the Ministry’s page on breaches of secrecy lists the bureaus.',
};
const detailed: Bilingual = {
  ja: '総務省の報告書（詳報）の様式で、同じ総合通信局等に提出する。',
  en: 'On the Ministry’s form for the detailed report, to the same bureau.',
};
const toPersons: Bilingual = {
  ja: '様式はない。文書・電子メールなど、本人に分かりやすい方法で一人ずつ知らせる。連絡先が分からないなど困難なときは、公表と窓口の設置で代える。知らせた日と方法を残す。',
  en: 'There is no form: letter, mail or another way that the person understands, one by one; where that is difficult, publication and a contact point. Keep the day and the way.',
};
const memberState: Bilingual = {
  ja: '窓口と様式は加盟国ごとに違う。その国の CSIRT または所管当局のウェブサイトの報告窓口を、事前に確かめて登録しておく。',
  en: 'Portal and form differ by Member State: find and register with that State’s CSIRT or authority beforehand.',
};
const platform: Bilingual = {
  ja: 'ENISA の単一報告プラットフォーム（CRA 16条）に入力する。各国の CSIRT への電子メールでは代えられない。利用登録を事前に済ませておく（動いているかどうかは ENISA の案内で確かめる）。',
  en: 'Through ENISA’s single reporting platform (CRA art. 16); mail to a national CSIRT is no substitute. Register beforehand, and check at ENISA that the platform works.',
};
const inWriting: Bilingual = {
  ja: '様式の定めはない。契約で決めた連絡先に、後から示せる方法（電子メールなど）で知らせる。',
  en: 'No form is set: to the contact that the contract names, in a way that can be shown later, such as mail.',
};
const edgar: Bilingual = {
  ja: 'EDGAR から電子提出する。提出用の資格情報（EDGAR Next の登録）を事前に用意しておく。',
  en: 'Filed electronically through EDGAR; the access for filing (EDGAR Next) is set up beforehand.',
};

const submission = {
  'appi.preliminary': commission,
  'appi.final': commission,
  'appi.processor': inWriting,
  'appi.person-notice': toPersons,
  'appi.public-preliminary': and(PPC_FORM, RANSOM_FORM),
  'appi.public-final': and(PPC_FORM, RANSOM_FORM),
  'appi.public-person-notice': toPersons,
  'mynumber.preliminary': and(PPC_FORM, RANSOM_FORM),
  'mynumber.final': and(PPC_FORM, RANSOM_FORM),
  'telecom.prompt': and(byTelephone, BOTH_FORMS),
  'telecom.detailed': and(detailed, BOTH_FORMS),
  'telecom.detailed-accident': and(
    { ja: '総務省の重大な事故の報告書の様式で提出する。', en: 'On the Ministry’s form for major accidents.' },
    BOTH_FORMS,
  ),
  'nis2.early-warning': memberState,
  'nis2.notification': memberState,
  'nis2.final': memberState,
  'cra.early-warning': platform,
  'cra.notification': platform,
  'cra.vulnerability-final': platform,
  'cra.incident-final': platform,
  'cra.users': {
    ja: '様式はない。利用者に届く方法（製品の案内、電子メール、勧告の公開）で、対策とともに知らせる。機械で読める形（CSAF など）が望ましい。',
    en: 'There is no form: in a way that reaches the users (in the product, by mail, as an advisory) with what they can do; machine-readable where it fits, such as CSAF.',
  },
  'gdpr.notification': {
    ja: '主たる拠点の監督機関のウェブサイトの報告フォームから提出する。窓口と様式は国ごとに違う。',
    en: 'Through the form on the website of the supervisory authority of the main establishment; portal and form differ by country.',
  },
  'gdpr.persons': toPersons,
  'gdpr.processor': inWriting,
  'sec.8k-1.05': edgar,
  'sec.6k': edgar,
} as const satisfies Readonly<Record<RuleId, Bilingual>>;

/**
 * How a report is handed in, as the recipients' own pages say it; a person checks there, because portals change. Reports under
 * APPI follow the recipient: an operator of telecommunications reports to the Ministry's bureau and not by the Commission's form.
 */
export function submissionOf(rule: RuleId, answers: Answers | null): Bilingual {
  if (rule !== 'appi.preliminary' && rule !== 'appi.final') return submission[rule];
  if (answers?.telecomOperator === true)
    return and(
      {
        ja: '本社所在地を管轄する総合通信局等に、総務省の「電気通信業における個人データの漏えい等事案の報告」のページの様式と方法で提出する。',
        en: 'To the bureau for the head office, on the form and in the way of the Ministry’s page on leaks of personal data in telecommunications.',
      },
      BOTH_FORMS,
    );
  if (answers?.delegatedIndustry === true) return and(MINISTER_WAY, RANSOM_FORM);
  return answers?.delegatedIndustry === false && answers.telecomOperator === false ? and(PPC_FORM, RANSOM_FORM) : submission[rule];
}
