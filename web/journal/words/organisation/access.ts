// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../../lang/lang.tsx';

export const accessWords = wordsOf(
  {
    how: '方法',
    what: '対象',
    change: '変化',
    name: '名前',
    address: '接続元',
    count: '回数',
    period: '期間',
    provider: '認証サービス',
    unknownName: '登録のない名前',
    traces: (count: number) => `${count} 件の閲覧`,
    ways: { password: 'パスワード', code: '認証アプリの番号', 'backup-code': '予備コード', passkey: 'パスキー', provider: '認証サービス' },
    factors: { password: 'パスワード', app: '認証アプリ', 'backup-codes': '予備コード', passkey: 'パスキー' },
    changes: { added: '加えた', removed: '取り除いた', changed: '変えた' },
    ended: { own: 'この端末', others: 'ほかの端末' },
  },
  {
    how: 'By',
    what: 'What',
    change: 'Change',
    name: 'Name',
    address: 'From',
    count: 'Times',
    period: 'Period',
    provider: 'Identity provider',
    unknownName: 'a name that is not registered',
    traces: (count: number) => `${count} ${count === 1 ? 'read' : 'reads'}`,
    ways: {
      password: 'password',
      code: 'code of the authenticator app',
      'backup-code': 'backup code',
      passkey: 'passkey',
      provider: 'identity provider',
    },
    factors: { password: 'password', app: 'authenticator app', 'backup-codes': 'backup codes', passkey: 'passkey' },
    changes: { added: 'added', removed: 'removed', changed: 'changed' },
    ended: { own: 'this device', others: 'other devices' },
  },
);
