import { z } from 'zod';
import type { EventType } from '@stoa/platform/events';

const isEvent = (value: unknown): value is EventType<unknown> => typeof value === 'object' && value !== null && 'name' in value && 'version' in value && 'payload' in value;

/** Every fact that contexts tell each other, with the shape of its payload, as text. Its diff is a review: an event that was told once stays readable. */
export function eventsText(modules: readonly Record<string, unknown>[]): string {
  const told = modules.flatMap((module) => Object.values(module).filter(isEvent)).map(({ name, version, payload }) => ({
    // Branded ids are text in the outbox: what JSON Schema cannot say is said as its outside.
    name, version, payload: z.toJSONSchema(payload, { io: 'input', unrepresentable: 'any' }),
  }));
  return `${JSON.stringify(told.sort((a, b) => (a.name === b.name ? a.version - b.version : a.name < b.name ? -1 : 1)), null, 2)}\n`;
}
