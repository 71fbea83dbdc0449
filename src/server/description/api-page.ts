// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { smallPage } from '../../common/page/small-page.ts';
import { roleNames } from '../../common/words/role-names.contract.ts';
import type { Access } from '../../edge/route.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import { htmlText } from '../../kernel/text.ts';
import type { openApi, Operation, Shape } from './openapi.ts';

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

/** Every route of the OpenAPI document by the part that it belongs to, for a person who writes a script: who may, what it takes, what it does. */
export function apiPage({ paths }: ReturnType<typeof openApi>, openApiPath: string, lang: Lang) {
  const w = words[lang];
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      name: `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    })),
  );
  const sections = [...Map.groupBy(routes, ({ tags: [part = ''] }) => part)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([part, all]) => `<h2 id="${htmlText(part)}">${htmlText(part)}</h2><dl>${all.map((one) => row(one, lang)).join('')}</dl>`);
  const body = `<p>${w.lead}</p><p>${w.key}</p><p>${w.problem}</p><p><a href="${openApiPath}">${w.whole}</a></p>${sections.join('\n')}`;
  return smallPage(hash, { lang, title: w.title, body, other: `?lang=${lang === 'ja' ? 'en' : 'ja'}` });
}

function row({ name, summary, description, parameters, requestBody, ...one }: Operation & { readonly name: string }, lang: Lang): string {
  const w = words[lang];
  const content = requestBody?.content ?? {};
  const fields = (all: readonly { readonly name: string; readonly required: boolean }[]) =>
    all.map((field) => (field.required ? field.name : `${field.name} (${w.optional})`)).join(', ');
  const takes = [
    [w.address, fields(parameters.filter((field) => field.in === 'path'))],
    [w.query, fields(parameters.filter((field) => field.in === 'query'))],
    [w.body, fields(fieldsOf(content['application/json']?.schema ?? {}))],
    [w.files, 'multipart/form-data' in content ? 'multipart/form-data' : ''],
  ].flatMap(([what, said]) => (said === '' ? [] : [`${what}: ${said}`]));
  const lines = [lang === 'ja' ? description : summary, whoMay(one['x-matoi-access'], lang), ...takes];
  return `<dt><code>${htmlText(name)}</code></dt><dd>${lines.map((line) => htmlText(line)).join('<br>')}</dd>`;
}

function whoMay(access: Access, lang: Lang): string {
  if (typeof access === 'string') return words[lang][access];
  return access.map((role) => roleNames[role][lang]).join(lang === 'ja' ? '、' : ', ');
}

/** Each field once, of whichever of several shapes; required where every shape wants it. */
function fieldsOf(shape: Shape) {
  const shapes = shape.oneOf ?? shape.anyOf ?? [shape];
  const names = new Set(shapes.flatMap(({ properties = {} }) => Object.keys(properties)));
  return [...names].map((name) => ({ name, required: shapes.every(({ required = [] }) => required.includes(name)) }));
}
