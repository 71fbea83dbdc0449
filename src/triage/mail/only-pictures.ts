// SPDX-License-Identifier: Apache-2.0
import { tagsOf } from '../../common/html-tags.ts';
import type { ReadableMail } from './readable.ts';

/** A body of more characters says something of its own. */
const LONGEST = 2000;
/** Fewer characters beside the pictures are a greeting or a footer's rule. */
const LITTLE = 10;
const MOST_PICTURES = 100;

/** Whether a mail shows pictures and nothing else: what it has for words stands in them, or is what they are said to show (alt). */
export function onlyPictures(mail: Pick<ReadableMail, 'html' | 'text' | 'htmlText'>): boolean {
  if (mail.html === null) return false;
  let words = squeezed(mail.text.trim() === '' ? mail.htmlText : mail.text);
  if (words.length > LONGEST) return false;
  let pictures = 0;
  for (const { name, closing, attributes } of tagsOf(mail.html)) {
    if (name !== 'img' || closing) continue;
    pictures += 1;
    if (pictures > MOST_PICTURES) break;
    words = words.replace(squeezed(attributes.get('alt') ?? ''), '');
  }
  return pictures > 0 && words.length < LITTLE;
}

const squeezed = (text: string): string => text.replaceAll(/\s+/g, '');
