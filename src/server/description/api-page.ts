// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { smallPage } from '../../common/page/small-page.ts';
import { roleNames } from '../../common/words/role-names.contract.ts';
import type { Access, RouteSpec } from '../../edge/route.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import { htmlText } from '../../kernel/text.ts';
import { partOf } from './openapi.ts';

const words = {
  ja: {
    title: 'API の一覧',
    lead: '画面が使っているのと同じ API です。この一覧は、実際に動いている経路からそのつど作られます。',
    key: '機械からは、設定で作った API キーを HTTP ヘッダー「x-api-key」に付けて呼び出します。キーでできるのは、キーの役割と、作った人の今の役割の両方に当てはまることだけです。',
    problem: '断られたときの答えは RFC 9457（application/problem+json）で、理由は日本語と英語の両方で返ります。',
    whole: '項目の型まで含む OpenAPI 3.1 の文書',
    public: 'だれでも',
    'signed-in': 'サインインした人',
    address: 'アドレスの一部',
    query: '問い合わせ（? 以降）',
    body: '本文',
    files: 'ファイル',
    optional: '任意',
  },
  en: {
    title: 'The API',
    lead: 'The same API that the screens use. This list is made from the routes that are running.',
    key: 'A machine sends a key, made in the settings, in the HTTP header "x-api-key". With it one may do what both the roles of the key and the present roles of the person who made it allow.',
    problem: 'A refusal is answered by RFC 9457 (application/problem+json), with the reason in Japanese and in English.',
    whole: 'The OpenAPI 3.1 document, with the type of each field',
    public: 'anybody',
    'signed-in': 'whoever is signed in',
    address: 'in the address',
    query: 'query (after the ?)',
    body: 'body',
    files: 'files',
    optional: 'optional',
  },
} as const;

const hash = ((bytes) => createHash('sha256').update(bytes).digest('hex')) as HashBytes;

/** Every route by the part that it belongs to, for a person who writes a script: who may, what it takes, what it does. No script in it. */
export function apiPage(routes: readonly RouteSpec[], openApiPath: string, lang: Lang) {
  const w = words[lang];
  const parts = Map.groupBy(routes, ({ path }) => partOf(path));
  const sections = [...parts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([part, specs]) => `<h2 id="${htmlText(part)}">${htmlText(part)}</h2><dl>${specs.map((spec) => row(spec, lang)).join('')}</dl>`);
  const body = `<p>${w.lead}</p><p>${w.key}</p><p>${w.problem}</p><p><a href="${openApiPath}">${w.whole}</a></p>${sections.join('\n')}`;
  return smallPage(hash, { lang, title: w.title, body, other: `?lang=${lang === 'ja' ? 'en' : 'ja'}` });
}

function row(spec: RouteSpec, lang: Lang): string {
  const w = words[lang];
  const takes = [
    [w.address, fieldsOf(spec.params, w.optional)],
    [w.query, fieldsOf(spec.query, w.optional)],
    [w.body, fieldsOf(spec.body, w.optional)],
    [w.files, spec.upload === undefined ? '' : 'multipart/form-data'],
  ].flatMap(([name, fields]) => (fields === '' ? [] : [`${name}: ${fields}`]));
  const lines = [spec.summary[lang], whoMay(spec.access, lang), ...takes];
  return `<dt><code>${htmlText(`${spec.method} ${spec.path}`)}</code></dt><dd>${lines.map((line) => htmlText(line ?? '')).join('<br>')}</dd>`;
}

function whoMay(access: Access, lang: Lang): string {
  if (typeof access === 'string') return words[lang][access];
  return access.map((role) => roleNames[role][lang]).join(lang === 'ja' ? '、' : ', ');
}

/** Names of the fields; of one of several shapes each name once, with `|` between the shapes' own words where they have one. */
function fieldsOf(schema: z.ZodType | undefined, optional: string): string {
  if (schema === undefined) return '';
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
  const shapes = shape.oneOf ?? shape.anyOf ?? [shape];
  const always = new Set(
    shapes.flatMap(({ required = [] }) => required).filter((name) => shapes.every((one) => one.required?.includes(name))),
  );
  const names = [...new Set(shapes.flatMap(({ properties = {} }) => Object.keys(properties)))];
  return names.map((name) => (always.has(name) ? name : `${name} (${optional})`)).join(', ');
}

type Shape = {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
};
