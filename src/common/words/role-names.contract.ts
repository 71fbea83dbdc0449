// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';

/** What each role is called, on screens and on paper. The roles themselves stand in edge/role.ts. */
export const roleNames = {
  administrator: { ja: '管理者', en: 'administrator' },
  responder: { ja: '対応者', en: 'responder' },
  manager: { ja: '責任者', en: 'manager' },
  staff: { ja: '職員', en: 'staff' },
  instructor: { ja: '訓練担当', en: 'instructor' },
  auditor: { ja: '監査（閲覧のみ）', en: 'auditor (reads only)' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type RoleName = keyof typeof roleNames;
