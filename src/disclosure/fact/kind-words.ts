// SPDX-License-Identifier: Apache-2.0
import type { IncidentKind } from '../../case/entry/triage.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';

/** What happened, as a title says it to a layman, to be said in our own words (common/words/own-words.ts). Only a kind that a person confirmed is said. */
export const kindWords: Readonly<Record<Exclude<IncidentKind, 'unclear'>, Bilingual>> = {
  'weakness-claimed': { ja: '{self}のシステムの脆弱性に関するご指摘', en: 'a reported vulnerability in our systems' },
  'compromise-seen': { ja: '{self}のコンピューターへの不正アクセス', en: 'unauthorised access to our computers' },
  'exposure-seen': {
    ja: '{self}のシステムの設定不備により情報を閲覧できた状態',
    en: 'information made readable by a wrong setting of our systems',
  },
  'abuse-from-us': { ja: '{self}のシステムを踏み台にした迷惑行為', en: 'abuse of others by way of our systems' },
  'name-misused': { ja: '{self}の名をかたる者', en: 'persons who misuse our name' },
  'account-taken-over': { ja: '{self}のアカウントの乗っ取り', en: 'accounts of ours taken over by others' },
  ransomware: { ja: '{self}のシステムへのランサムウェア攻撃', en: 'a ransomware attack on our systems' },
  'phishing-clicked': { ja: '{self}の{staff}が受けたフィッシング', en: 'phishing that reached our staff' },
  extortion: { ja: '{self}に対する脅迫', en: 'extortion against us' },
  'data-lost': { ja: '情報を含む媒体の紛失', en: 'the loss of media that hold information' },
  'supplier-notice': { ja: '{self}の取引先で起きた事案', en: 'an incident at a supplier of ours' },
  outage: { ja: '{self}のサービスの停止', en: 'an outage of our services' },
};
