// SPDX-License-Identifier: Apache-2.0
import type { Two } from './lang.tsx';

/** Words of the field that a screen explains where they stand; the table "Terms of the field" of docs/glossary.md says the same. */
export const terms: readonly { readonly names: readonly string[]; readonly says: Two }[] = [
  {
    names: ['SPF'],
    says: {
      ja: '送信元のサーバーが、そのドメインの正規のものかを DNS の記録で調べる仕組み（RFC 7208）',
      en: 'checks by a DNS record whether the sending server may send for the domain (RFC 7208)',
    },
  },
  {
    names: ['DKIM'],
    says: {
      ja: 'メールに付いた電子署名で、署名したドメインと、途中で変わっていないことを調べる仕組み（RFC 6376）',
      en: 'a signature that says which domain signed the mail and that the signed parts are unchanged (RFC 6376)',
    },
  },
  {
    names: ['DMARC'],
    says: {
      ja: 'SPF・DKIM の結果が差出人のドメインと合うかを見て、合わないメールの扱いを決める仕組み（RFC 7489）',
      en: 'ties SPF and DKIM to the domain in From, and says what to do with mail that does not match (RFC 7489)',
    },
  },
  {
    names: ['ARC'],
    says: {
      ja: '転送されたメールで、転送前の検査結果を引き継ぐ仕組み（RFC 8617）',
      en: 'carries the results of earlier checks through a forwarder (RFC 8617)',
    },
  },
  {
    names: ['KEV'],
    says: {
      ja: '実際の悪用が確認された脆弱性の一覧（米 CISA）',
      en: 'list of vulnerabilities known to be exploited (CISA)',
    },
  },
  {
    names: ['SSVC'],
    says: {
      ja: '脆弱性への対応の順番を、質問への答えの表で決める方法',
      en: 'decides by a table of answered questions how soon to act on a vulnerability (CERT/CC)',
    },
  },
  {
    names: ['EPSS'],
    says: {
      ja: '脆弱性が30日以内に悪用される確率の推定',
      en: 'estimated probability that a vulnerability is exploited within 30 days (FIRST)',
    },
  },
  {
    names: ['CVSS'],
    says: {
      ja: '脆弱性の深刻度を 0 から 10 で表す共通の尺度',
      en: 'common scale of severity from 0 to 10 (FIRST)',
    },
  },
  {
    names: ['STIX'],
    says: {
      ja: '痕跡情報や攻撃の情報を交換するための形式',
      en: 'format for exchanging indicators and threat information (OASIS)',
    },
  },
  {
    names: ['CACAO'],
    says: {
      ja: '手順書を機械で読める形で交換するための形式',
      en: 'format for exchanging playbooks (OASIS)',
    },
  },
  {
    names: ['OCSF'],
    says: {
      ja: 'セキュリティのログの項目名をそろえるための共通の形',
      en: 'common schema for security logs',
    },
  },
  {
    names: ['Sigma'],
    says: {
      ja: 'ログの中の怪しい動きを書き表す、製品によらないルールの形式',
      en: 'rule format for suspicious events in logs, independent of products',
    },
  },
  {
    names: ['JA3', 'JA4'],
    says: {
      ja: 'TLS 接続の始め方の特徴から作る、ソフトの種類の目印',
      en: 'fingerprints of the software made from how it opens a TLS connection',
    },
  },
  {
    names: ['ビーコン', '定期通信', 'beacon'],
    says: {
      ja: '感染した端末が指令を受け取るため、一定の間隔で外と行う通信',
      en: 'connections at regular intervals by which malware asks for commands',
    },
  },
  {
    names: ['テナント', 'tenant'],
    says: {
      ja: '共用サーバーの一つの契約の領域',
      en: "one customer's account on a shared host",
    },
  },
  {
    names: ['SNI', 'ECH'],
    says: {
      ja: 'TLS の接続先の名前。ECH はそれを隠す',
      en: 'the name asked for in TLS; ECH hides it',
    },
  },
  {
    names: ['DoH', 'DoT'],
    says: {
      ja: '名前の問い合わせを暗号化する方法。社内の DNS では見えなくなる',
      en: 'encrypted name look-ups, which the internal DNS does not see',
    },
  },
];
