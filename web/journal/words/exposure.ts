// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../lang/lang.tsx';

export const exposureWords = wordsOf(
  {
    root: '調べた場所',
    only: '対象の契約者',
    status: { complete: '最後まで調べた', incomplete: '途中までしか調べていない' },
    objects: '調べた数',
    findings: '見つかった問題',
    proved: (findings: number, proved: number) => `${findings} 件（うち実際の権限で確認 ${proved} 件）`,
    states: 'その後の状態',
    stateLine: (fresh: number, open: number, fixed: number, again: number, waived: number) =>
      `新規 ${fresh}・未対応 ${open}・解消 ${fixed}・再発 ${again}・容認 ${waived}`,
    customers: '影響のある顧客',
    customerLine: (affected: number, clean: number) => `${affected}（再点検で解消を確認 ${clean}）`,
    notLooked: '調べていないもの',
    rule: '種類',
    path: '場所',
    tenant: '契約者',
    until: '容認の期限',
    rows: (rows: number) => `${rows} 行`,
  },
  {
    root: 'Looked at',
    only: 'Tenant',
    status: { complete: 'looked at all of it', incomplete: 'looked at part of it only' },
    objects: 'Objects',
    findings: 'Findings',
    proved: (findings: number, proved: number) => `${findings} (${proved} proved by access)`,
    states: 'State since',
    stateLine: (fresh: number, open: number, fixed: number, again: number, waived: number) =>
      `new ${fresh}, open ${open}, fixed ${fixed}, back again ${again}, waived ${waived}`,
    customers: 'Customers affected',
    customerLine: (affected: number, clean: number) => `${affected} (found clean on re-check: ${clean})`,
    notLooked: 'Not looked at',
    rule: 'Rule',
    path: 'Path',
    tenant: 'Tenant',
    until: 'Waived until',
    rows: (rows: number) => `${rows} row${rows === 1 ? '' : 's'}`,
  },
);
