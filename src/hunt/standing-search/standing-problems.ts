// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../../kernel/define-problems.ts';

const unchanged = {
  ja: '探すものも、除外リストも変えていません。',
  en: 'Neither the watched indicators nor the allowlist were changed.',
} as const;

export const standingProblem = defineProblems('hunt', {
  'hunt.case-missing': {
    status: 404,
    what: { ja: 'その番号の事案はありません。', en: 'There is no case of that number.' },
    safe: unchanged,
    next: { ja: '事案の一覧から選び直してください。', en: 'Choose the case from the list again.' },
  },
  'hunt.indicators-unread': {
    status: 422,
    what: { ja: '読み取れる痕跡情報が一つもありません。', en: 'There is no indicator in it that can be read.' },
    safe: unchanged,
    next: {
      ja: 'IP アドレス、範囲、ドメイン、URL を 1 行に 1 つ書くか、CSV・STIX 2.1・MISP JSON を渡してください。ファイルのハッシュやメールアドレスは、通信のログからは探せません。',
      en: 'Write one IP address, range, domain or URL a line, or give CSV, STIX 2.1 or MISP JSON. File hashes and mail addresses cannot be looked for in logs of traffic.',
    },
  },
  'hunt.allowed-everything': {
    status: 422,
    what: {
      ja: 'ほとんどすべてのアドレスを含む範囲は、除外リストに登録できません。',
      en: 'A range of nearly every address cannot go on the allowlist.',
    },
    safe: unchanged,
    next: {
      ja: '登録すると何も探されなくなります。自分たちの範囲（IPv4 は /8、IPv6 は /16 より狭いもの）を書いてください。',
      en: 'With it nothing would be looked for. Write ranges of your own, IPv4 from /8 and IPv6 from /16 on.',
    },
  },
});
