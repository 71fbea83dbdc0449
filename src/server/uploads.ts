// SPDX-License-Identifier: Apache-2.0
import type { FastifyRequest } from 'fastify';
import type { RouteSpec, Upload } from '../edge/route.ts';
import { ProblemError } from '../kernel/problem.ts';
import { serverProblem } from './answers/problems.ts';

export type RequestContent = { readonly body: unknown; readonly uploads: readonly Upload[] };

type Fields = Map<string, string[]>;

/** What was typed into a form, as far as it was read; kept for the answer to a request that is refused on the way. */
const typedSoFar = new WeakMap<FastifyRequest, Fields>();

const MOST_FIELDS = 50;
const MOST_FIELD_BYTES = 1_000_000;

/**
 * The body of a request. A multipart body is read only where the route declares uploads, and never beyond
 * `maxFiles` files of `maxBytes` bytes each; one byte more refuses the whole request.
 */
export async function readUploads(request: FastifyRequest, limits: RouteSpec['upload']): Promise<RequestContent> {
  if (!request.isMultipart()) return { body: request.body, uploads: [] };
  if (limits === undefined) throw new ProblemError(serverProblem('media-type'));
  try {
    return await readParts(request, limits);
  } catch (error) {
    throw cutOff(error);
  }
}

async function readParts(request: FastifyRequest, limits: NonNullable<RouteSpec['upload']>): Promise<RequestContent> {
  const uploads: Upload[] = [];
  const fields: Fields = new Map();
  typedSoFar.set(request, fields);
  const parts = request.parts({
    limits: {
      files: limits.maxFiles,
      fileSize: limits.maxBytes,
      fields: MOST_FIELDS,
      fieldSize: MOST_FIELD_BYTES,
      parts: limits.maxFiles + MOST_FIELDS,
      headerPairs: 100,
    },
  });
  for await (const part of parts) {
    if (part.type === 'field') {
      if (part.valueTruncated || part.fieldnameTruncated) throw new ProblemError(serverProblem('too-large'));
      add(fields, part.fieldname, String(part.value));
      continue;
    }
    const bytes = await part.toBuffer();
    // A form sends an empty part for a file field that was left alone.
    if (bytes.length > 0 || part.filename !== '') uploads.push({ fileName: part.filename, contentType: part.mimetype, bytes });
  }
  return { body: objectOf(fields), uploads };
}

/**
 * The fields of a refused form. Of one that was not read at all, those that stand before its first file are read now: a
 * browser sends them in the order of the page, so a refusal costs no more than the text.
 */
export async function typedOf(request: FastifyRequest): Promise<Record<string, string | string[]>> {
  const read = typedSoFar.get(request);
  if (read !== undefined || !request.isMultipart()) return objectOf(read ?? new Map());
  const fields: Fields = new Map();
  try {
    for await (const part of request.parts({ limits: { fields: MOST_FIELDS, fieldSize: MOST_FIELD_BYTES, files: 1, fileSize: 1 } })) {
      if (part.type !== 'field') break;
      add(fields, part.fieldname, String(part.value));
    }
  } catch {
    // Cut off or no form at all: what had arrived is what there is to give back.
  }
  return objectOf(fields);
}

function add(fields: Fields, name: string, value: string): void {
  fields.set(name, [...(fields.get(name) ?? []), value]);
}

/** One value is text, several are a list. */
function objectOf(fields: Fields): Record<string, string | string[]> {
  return Object.fromEntries([...fields].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]));
}

/** A body that ends in the middle, or is no multipart at all, is the sender's fault and says so; limits have a code of their own. */
function cutOff(error: unknown): unknown {
  const { code } = error as { code?: unknown };
  const own = error instanceof ProblemError || (typeof code === 'string' && code.startsWith('FST_'));
  return own ? error : new ProblemError(serverProblem('cut-off'), { cause: error });
}

/** A form without files. */
export function formFields(text: string): Record<string, string | string[]> {
  const fields: Fields = new Map();
  for (const [name, value] of new URLSearchParams(text)) add(fields, name, value);
  return objectOf(fields);
}
