// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';

export const severities = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

export const severityNames: Readonly<Record<Severity, Bilingual>> = {
  critical: { ja: '重大', en: 'critical' },
  high: { ja: '高', en: 'high' },
  medium: { ja: '中', en: 'medium' },
  low: { ja: '低', en: 'low' },
};
