// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { Access, RouteSpec } from '../../edge/route.ts';
import { problemSchema } from '../../edge/wire.ts';

type Schema = Record<string, unknown>;

/** Fields of a body; several shapes where it is one of them. */
export type Shape = {
  readonly properties?: Schema;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
};
type Parameter = { readonly name: string; readonly in: 'path' | 'query'; readonly required: boolean; readonly schema: unknown };
/** One route; `summary` is its English, `description` its Japanese. */
export type Operation = {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly 'x-matoi-access': Access;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Shape & Schema }>> };
};

/** OpenAPI 3.1 from the very values that are mounted, so the page cannot lie about them. */
export function openApi(routes: readonly RouteSpec[], version: string) {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const spec of routes) {
    const path = spec.path.replaceAll(/:([A-Za-z0-9]+)/g, '{$1}');
    paths[path] = { ...paths[path], [spec.method.toLowerCase()]: operation(spec) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Matoi', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    paths,
    components: {
      schemas: { Problem: jsonSchema(problemSchema, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'matoi.session_token' },
        machine: { type: 'apiKey', in: 'header', name: 'x-api-key' },
      },
    },
  };
}

function operation(spec: RouteSpec): Operation & Schema {
  return {
    operationId: operationId(spec),
    tags: [partOf(spec.path)],
    summary: spec.summary.en,
    description: spec.summary.ja,
    ...(spec.access === 'public' ? { security: [] } : { security: [{ session: [] }, { machine: [] }] }),
    'x-matoi-access': spec.access,
    parameters: [...parameters(spec.params, 'path'), ...parameters(spec.query, 'query')],
    ...requestBody(spec),
    responses: {
      ...success(spec),
      default: {
        description: 'Problem (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

/** `getCasesByCaseIdEntries`: unlike the summary it stays, so that a client made from this page does not change its names. */
function operationId({ method, path }: Pick<RouteSpec, 'method' | 'path'>): string {
  const words = path
    .replace(/^[/]api[/]v1/, '')
    .split(/[/.-]/)
    .filter((word) => word !== '');
  const named = words.map((word) => (word.startsWith(':') ? `By${capital(word.slice(1))}` : capital(word)));
  return method.toLowerCase() + named.join('');
}

/** The first word of the address, which is a part of the desk or what it keeps. */
function partOf(path: string): string {
  return (
    path
      .replace(/^[/]api[/]v1/, '')
      .split(/[/.]/)
      .find((word) => word !== '') ?? 'desk'
  );
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function parameters(schema: z.ZodType | undefined, where: Parameter['in']): readonly Parameter[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as { properties?: Schema; required?: readonly string[] };
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: shape,
  }));
}

function requestBody(spec: RouteSpec): Pick<Operation, 'requestBody'> {
  if (spec.body === undefined && spec.upload === undefined) return {};
  const fields = spec.body === undefined ? { type: 'object' } : jsonSchema(spec.body, 'input');
  const json = spec.body === undefined ? {} : { 'application/json': { schema: fields } };
  const multipart = spec.upload === undefined ? {} : { 'multipart/form-data': { schema: { ...fields, 'x-matoi-upload': spec.upload } } };
  return { requestBody: { content: { ...json, ...multipart } } };
}

function success(spec: RouteSpec): Schema {
  if (spec.response === 'none') return { '204': { description: 'Done' } };
  if (spec.response === 'raw') return { '200': { description: 'As it is', content: { '*/*': {} } } };
  return { '200': { description: 'Done', content: { 'application/json': { schema: jsonSchema(spec.response, 'output') } } } };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  return rest;
}
