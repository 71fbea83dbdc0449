// SPDX-License-Identifier: Apache-2.0
import { isAbsolute, normalize } from 'node:path';
import { z } from 'zod';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { trustedProxies } from '../../server/trusted-proxies.ts';

/** How one setting is read, what it is where it is not set, and how a value that cannot be read is to be written. */
export type Kind<Value> = {
  readonly schema: z.ZodType<Value, string | undefined>;
  readonly otherwise: Value;
  readonly must: Bilingual;
};

/** Absent and empty are the same: an `.env` file that leaves a value out has not set it. */
function kind<Value>(must: Bilingual, otherwise: Value, read: (text: string) => Value | undefined): Kind<Value> {
  const schema = z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined || text.trim() === '') return otherwise;
      const value = read(text.trim());
      if (value !== undefined) return value;
      context.addIssue({ code: 'custom', message: must.en });
      return z.NEVER;
    });
  return { schema, otherwise, must };
}

/** Any text; `otherwise` where it is not set. */
export function text(otherwise: string | null = null): Kind<string | null> {
  return kind<string | null>({ ja: '文字列', en: 'text' }, otherwise, (given) => given);
}

/** Where a PostgreSQL answers. Not read as a URL: one of a Unix socket (`postgres://user@/name?host=/run/postgresql`) is none. */
export function database(): Kind<string | null> {
  const form = 'postgres://user:password@host:5432/name';
  return kind<string | null>({ ja: form, en: form }, null, (given) => (/^postgres(?:ql)?:\/\/\S+$/.test(given) ? given : undefined));
}

/** A folder by its whole path; whether it is there is seen when it is used. */
export function folder(): Kind<string | null> {
  return kind<string | null>({ ja: '/ で始まるフォルダー', en: 'a folder whose path begins with /' }, null, (given) =>
    isAbsolute(given) ? normalize(given).replace(/(?<=.)\/+$/, '') : undefined,
  );
}

/** A whole number from `least` to `most`; null or `otherwise` where it is not set. */
export function whole(least: number, most: number, otherwise: number | null): Kind<number | null> {
  return kind<number | null>(
    { ja: `${least} から ${most} までの整数`, en: `a whole number from ${least} to ${most}` },
    otherwise,
    (given) => (/^\d{1,15}$/.test(given) && Number(given) >= least && Number(given) <= most ? Number(given) : undefined),
  );
}

/** The same, where there is always a number. */
export function number(least: number, most: number, otherwise: number): Kind<number> {
  return whole(least, most, otherwise) as Kind<number>;
}

/** One of a few words. */
export function oneOf<const Word extends string>(words: readonly Word[], otherwise: Word): Kind<Word> {
  return kind({ ja: `${words.join('・')} のどれか`, en: `one of ${words.join(', ')}` }, otherwise, (given) =>
    words.find((word) => word === given),
  );
}

/** A URL with one of these schemes and a host. */
export function address(schemes: readonly string[]): Kind<URL | null> {
  const starts = schemes.map((scheme) => `${scheme}://`).join('・');
  return kind<URL | null>({ ja: `${starts} で始まるアドレス`, en: `an address that begins with ${starts}` }, null, (given) => {
    const url = URL.canParse(given) ? new URL(given) : null;
    return url !== null && schemes.includes(url.protocol.slice(0, -1)) && url.hostname !== '' ? url : undefined;
  });
}

/** Separated by commas or blanks, in lower case. */
export function names(): Kind<readonly string[]> {
  return kind<readonly string[]>({ ja: 'カンマ区切りの名前', en: 'names separated by commas' }, [], (given) =>
    given
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((name) => name !== ''),
  );
}

/** A switch: `1` is on, `0` is off; off where it is not set. */
export function onOrOff(): Kind<boolean> {
  return kind({ ja: '1（有効）または 0（無効）', en: '1 (on) or 0 (off)' }, false, (given) =>
    given === '1' ? true : given === '0' ? false : undefined,
  );
}

/** Addresses and ranges of proxies, as server/trusted-proxies.ts reads them; kept as the text. */
export function proxies(): Kind<string | null> {
  const must = {
    ja: '127.0.0.1 や 10.0.0.0/8 の形のアドレスか範囲（すべてを含む範囲は不可）をカンマで区切ったもの',
    en: 'addresses or ranges such as 127.0.0.1 or 10.0.0.0/8, separated by commas (not a range of every address)',
  };
  return kind<string | null>(must, null, (given) => (trustedProxies(given).ok ? given : undefined));
}
