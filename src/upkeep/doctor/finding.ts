// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';

/** `bad`: something will fail or be lost; `care`: it works, and somebody should know; `off`: switched off or not set up. */
export type Finding = { readonly id: string; readonly is: 'good' | 'care' | 'bad' | 'off'; readonly text: Bilingual };

export const finding = (id: string, is: Finding['is'], ja: string, en: string): Finding => ({ id, is, text: { ja, en } });
