// SPDX-License-Identifier: Apache-2.0
import { isAtOrBelow } from '../../common/host-name.ts';
import { bounceReasons } from '../bounce/bounce.ts';
import { reasonOfStatus, reasonRules } from '../bounce/reason-rules.ts';

/** Receivers of Japanese carriers: they say 550 also of a block for a while, so one of it proves nothing about the address. */
const CARRIERS = [
  'docomo.ne.jp',
  'ezweb.ne.jp',
  'au.com',
  'uqmobile.jp',
  'softbank.ne.jp',
  'i.softbank.jp',
  'vodafone.ne.jp',
  'disney.ne.jp',
  'ymobile.ne.jp',
  'ymobile1.ne.jp',
  'y-mobile.ne.jp',
  'willcom.com',
  'pdx.ne.jp',
  'rakumail.jp',
];

/** Whether a refusal in the session says for good that there is nobody (RFC 5321 section 4.2, RFC 3463): by its words, then its status. */
export function kindOfReply(reply: string): 'hard' | 'soft' {
  const said = reply.replaceAll(/<?[^\s<>@]{1,80}@[\w.-]{1,200}>?/g, '<>').replaceAll(/\s+/g, ' ');
  if (/\b5\.7\.\d/.test(said)) return 'soft';
  const reason =
    reasonRules.find((rule) => rule.pattern.test(said))?.reason ?? reasonOfStatus(/\b5\.[0-7]\.\d{1,3}\b/.exec(said)?.[0] ?? '');
  return reason === null ? 'soft' : bounceReasons[reason].kind;
}

/** `times`: how often the contact has bounced, this time counted. */
export function kindAt(domain: string, kind: 'hard' | 'soft', times: number): 'hard' | 'soft' {
  return kind === 'hard' && times < 2 && CARRIERS.some((one) => isAtOrBelow(domain, one)) ? 'soft' : kind;
}
