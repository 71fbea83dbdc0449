// SPDX-License-Identifier: Apache-2.0
import type { FastifyRequest } from 'fastify';
import { isLang } from '../../kernel/bilingual.ts';
import type { Lang } from '../../kernel/bilingual.ts';

/** `?lang=`, then what the browser asks for (RFC 9110 §12.5.4), then Japanese. */
export function langOf(request: FastifyRequest): Lang {
  const asked = (request.query as Record<string, unknown> | undefined)?.['lang'];
  if (isLang(asked)) return asked;
  return fromAcceptLanguage(request.headers['accept-language']) ?? 'ja';
}

/** The better of our two languages by weight (RFC 9110, 12.5.4); null where neither is asked for. */
export function fromAcceptLanguage(header: string | undefined): Lang | null {
  if (header === undefined || header.length > 500) return null;
  const wanted = header.split(',').map((item) => {
    const [tag = '', ...parameters] = item.trim().toLowerCase().split(';');
    const weight = parameters.map((parameter) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(parameter)?.[1]).find((q) => q !== undefined);
    return { lang: tag.trim().split('-')[0], weight: weight === undefined ? 1 : Number(weight) };
  });
  const best = wanted.filter((one) => one.weight > 0).toSorted((a, b) => b.weight - a.weight);
  return best.map((one) => one.lang).find((lang) => isLang(lang)) ?? null;
}
