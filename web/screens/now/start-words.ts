// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../lang/lang.tsx';

export const startLinkWords = wordsOf(
  {
    title: '最初の一時間',
    progress: (done: number, all: number) => `準備 ${all} 項目のうち ${done} 項目ができています。`,
    setUp: '準備を続ける',
    try: '練習の事案を試す',
  },
  {
    title: 'The first hour',
    progress: (done: number, all: number) => `${done} of ${all} steps of the set-up are done.`,
    setUp: 'Go on setting up',
    try: 'Try a practice incident',
  },
);
