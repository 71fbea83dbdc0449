// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../lang/lang.tsx';

export const kindWords = wordsOf(
  {
    title: '事案の種類',
    join: '・',
    change: '種類を直す',
    confirm: 'この種類で確かめた',
    save: 'この種類にする',
  },
  {
    title: 'Kind of incident',
    join: ', ',
    change: 'Change the kinds',
    confirm: 'Confirm these kinds',
    save: 'Set these kinds',
  },
);
