// SPDX-License-Identifier: Apache-2.0
export const severities = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];
