// SPDX-License-Identifier: Apache-2.0
import type { FastifyRequest } from 'fastify';
import type { RouteSpec, Upload } from '../edge/route.ts';
import { ProblemError } from '../kernel/problem.ts';
import { serverProblem } from './answers/problems.ts';

export type RequestContent = { readonly body: unknown; readonly uploads: readonly Upload[] };

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
  const fields = new Map<string, string[]>();
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
      fields.set(part.fieldname, [...(fields.get(part.fieldname) ?? []), String(part.value)]);
      continue;
    }
    const bytes = await part.toBuffer();
    // A form sends an empty part for a file field that was left alone.
    if (bytes.length > 0 || part.filename !== '') uploads.push({ fileName: part.filename, contentType: part.mimetype, bytes });
  }
  return { body: Object.fromEntries([...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values])), uploads };
}

/** A body that ends in the middle, or is no multipart at all, is the sender's fault and says so; limits have a code of their own. */
function cutOff(error: unknown): unknown {
  const { code } = error as { code?: unknown };
  const own = error instanceof ProblemError || (typeof code === 'string' && code.startsWith('FST_'));
  return own ? error : new ProblemError(serverProblem('cut-off'), { cause: error });
}

/** A form without files: one value is text, several are a list. */
export function formFields(text: string): Record<string, string | string[]> {
  const fields = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) fields.set(name, [...(fields.get(name) ?? []), value]);
  return Object.fromEntries([...fields].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]));
}
