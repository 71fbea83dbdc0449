// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../../kernel/bilingual.ts';
import type { AccountAct } from '../../entry/account.ts';

export const actWords: Readonly<Record<AccountAct, Bilingual>> = {
  'end-sessions': { ja: '全セッションの切断', en: 'ending all sessions' },
  disable: { ja: 'アカウントの停止', en: 'disabling the account' },
  'reset-password': { ja: 'パスワードの再設定', en: 'resetting the password' },
  'remove-factors': { ja: '追加された認証要素の削除', en: 'removing added sign-in factors' },
  'remove-mail-rules': { ja: '受信トレイのルールの削除', en: 'removing inbox rules' },
  'remove-forwarding': { ja: '転送設定の削除', en: 'removing the forwarding' },
  'revoke-consents': { ja: 'アプリへの同意の取り消し', en: 'revoking consents to applications' },
  'block-sender': { ja: '送信元の受信拒否', en: 'blocking the sender' },
  'isolate-host': { ja: 'EDR による端末の隔離', en: 'isolating the computer by EDR' },
  'disable-vpn-user': { ja: 'VPN 利用者の停止', en: 'disabling the VPN user' },
  'suspend-customer': { ja: '契約者アカウントの停止', en: 'suspending the hosting customer' },
};
