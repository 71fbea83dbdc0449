// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../kernel/define-problems.ts';

const unchanged = { ja: '報告期限は変わっていません。', en: 'No clock was changed.' };
const nothing = { ja: '何も変わっていません。', en: 'Nothing was changed.' };

/** What this part can refuse. Codes stand in docs/errors.md. */
export const clockProblem = defineProblems('obligation', {
  'clock.unknown': {
    status: 404,
    what: { ja: '報告期限 {clockId} はこの事案にありません。', en: 'This case has no clock {clockId}.' },
    safe: unchanged,
    next: { ja: '一覧から選び直してください。', en: 'Choose one from the list.' },
  },
  'clock.already-open': {
    status: 409,
    what: { ja: '報告期限 {clockId} はすでに登録されています。', en: 'The clock {clockId} is already there.' },
    safe: unchanged,
    next: { ja: '事実が変わったなら「事実を改める」を使ってください。', en: 'If the facts changed, change the facts of that clock.' },
  },
  'clock.time-unreadable': {
    status: 422,
    what: { ja: '提出した日時「{text}」が未来か、読み取れません。', en: '“{text}” lies in the future or cannot be read.' },
    safe: unchanged,
    next: { ja: '2026-11-21T10:05:00+09:00 の形で書いてください。', en: 'Write it like 2026-11-21T10:05:00+09:00.' },
  },
  'clock.fact-unreadable': {
    status: 422,
    what: { ja: '定め {rule} の事実「{field}」を読み取れません。', en: 'Rule {rule} cannot read the fact “{field}”.' },
    safe: unchanged,
    next: { ja: '次の形で書いてください：{expected}', en: 'Write it as {expected}.' },
  },
  'clock.rule-unknown': {
    status: 400,
    what: { ja: '「{rule}」という定めはありません。', en: 'There is no rule “{rule}”.' },
    safe: nothing,
    next: { ja: '次から選んでください：{choices}', en: 'Choose one of {choices}.' },
  },
  'clock.facts-not-json': {
    status: 400,
    what: {
      ja: '指定を JSON（時刻は時差つき ISO 8601）として読めません。{detail}',
      en: 'That is not JSON (times: ISO 8601 with a zone). {detail}',
    },
    safe: nothing,
    next: {
      ja: `例：--facts '{"knownAt":"2026-11-21T10:05:00+09:00"}'`,
      en: `For example: --facts '{"knownAt":"2026-11-21T10:05:00+09:00"}'`,
    },
  },
});
