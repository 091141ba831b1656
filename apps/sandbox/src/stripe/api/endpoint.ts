import type { z } from 'zod';
import type { Scope } from '../world.js';

export type Answer = { status: number; body: unknown };
export type Call<P> = { scope: Scope; params: P; path: Readonly<Record<string, string>> };

/** An endpoint is a value: what it takes, who may call it, what it does. It runs inside one change of the store. */
export type Endpoint = {
  method: 'get' | 'post' | 'delete';
  path: string;
  params: z.ZodType;
  version: 'v1' | 'v2';
  /** Also open to publishable keys, which a browser holds. */
  isPublic: boolean;
  handle(call: Call<never>): unknown;
};

type Spec<S extends z.ZodType> = { params: S; isPublic?: true; handle(call: Call<z.output<S>>): unknown };

const endpoint =
  (version: 'v1' | 'v2', method: Endpoint['method']) =>
  <S extends z.ZodType>(path: string, spec: Spec<S>): Endpoint => ({
    method,
    path,
    version,
    params: spec.params,
    isPublic: spec.isPublic ?? false,
    handle: spec.handle as Endpoint['handle'],
  });
export const v1 = { get: endpoint('v1', 'get'), post: endpoint('v1', 'post'), delete: endpoint('v1', 'delete') };
export const v2 = { get: endpoint('v2', 'get'), post: endpoint('v2', 'post'), delete: endpoint('v2', 'delete') };

/** An answer with a status of its own; a bare object is a 200. */
export class Reply {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {}
}
