// SPDX-License-Identifier: Apache-2.0
import type { Lang } from '../kernel/bilingual.ts';
import type { Asked } from './person.ts';

const words: Record<Asked, Record<Lang, string>> = {
  password: { ja: 'パスワード：', en: 'Password: ' },
  code: { ja: '認証アプリの番号：', en: 'Code of the app: ' },
};
const MOST = 1000;
const [ENTER, LINE_FEED, END, INTERRUPT, BACKSPACE, DELETE] = [0x0d, 0x0a, 0x04, 0x03, 0x08, 0x7f];

/**
 * Reads one line after the other from the console without showing it, or from a pipe as it comes. Never from the command's
 * words or the environment, where other accounts of the machine could read it.
 */
export function asker(input: NodeJS.ReadStream, say: (text: string) => void, lang: Lang): (what: Asked) => Promise<string> {
  const lines = linesOf(input);
  return async (what) => {
    if (input.isTTY) say(words[what][lang]);
    const { value } = await lines.next();
    if (input.isTTY) say('\n');
    return value ?? '';
  };
}

async function* linesOf(input: NodeJS.ReadStream): AsyncGenerator<string, undefined> {
  const hidden = input.isTTY ? input : null;
  let line: number[] = [];
  hidden?.setRawMode(true);
  try {
    for await (const chunk of input as AsyncIterable<Buffer>)
      for (const byte of chunk) {
        if (byte === INTERRUPT && hidden !== null) return undefined;
        if (byte === ENTER || byte === LINE_FEED || (byte === END && hidden !== null)) {
          if (byte === LINE_FEED && line.length === 0 && hidden === null) continue;
          hidden?.setRawMode(false);
          yield Buffer.from(line).toString('utf8');
          hidden?.setRawMode(true);
          line = [];
        } else if ((byte === BACKSPACE || byte === DELETE) && hidden !== null) line.pop();
        else if (line.length < MOST) line.push(byte);
      }
    if (line.length > 0) yield Buffer.from(line).toString('utf8');
  } finally {
    hidden?.setRawMode(false);
  }
  return undefined;
}
