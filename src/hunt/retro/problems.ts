// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../../kernel/problem.ts';

const unchanged = { ja: '探すものも、無害の一覧も変えていません。', en: 'Nothing to look for and nothing harmless was changed.' } as const;

const words = {
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
} as const satisfies Record<string, Pick<Problem, 'status' | 'what' | 'safe' | 'next'>>;

export function retroProblem(code: keyof typeof words, facts?: Problem['facts']): Problem<keyof typeof words> {
  return { code, ...words[code], ...(facts === undefined ? {} : { facts }) };
}
