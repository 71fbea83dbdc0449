// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../../lang/lang.tsx';

export const creditCardWords = wordsOf({ link: 'リンク', how: '同意の確かめ方' }, { link: 'Link', how: 'How they agreed' });
