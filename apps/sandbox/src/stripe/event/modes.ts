import { z } from 'zod';
import type { World } from '../world.js';

/** How deliveries of an event type misbehave. */
export const webhookModeSchema = z.strictObject({
  drop: z.boolean().optional(),
  delay_ms: z
    .int()
    .min(0)
    .max(24 * 60 * 60 * 1000)
    .optional(),
  duplicate: z.int().min(0).max(10).optional(),
  /** Delivered only after a later event of the same endpoint. */
  reorder: z.boolean().optional(),
  wrong_signature: z.boolean().optional(),
  /** Delivered, and its answer awaited, before the API call that caused it is answered. */
  before_response: z.boolean().optional(),
});
export type WebhookMode = z.infer<typeof webhookModeSchema>;

const key = (eventType: string) => `webhook_mode:${eventType}`;

/** The mode of an event type, or the one for all (`*`). */
export const webhookMode = (store: World['store'], eventType: string): WebhookMode | null =>
  ((store.get('settings', key(eventType)) ?? store.get('settings', key('*')))?.value as WebhookMode | undefined) ?? null;

export function setWebhookMode(store: World['store'], eventType: string, mode: WebhookMode | null): void {
  store.change(() => (mode ? store.put('settings', { id: key(eventType), value: mode }) : store.remove('settings', key(eventType))));
}

export const webhookModes = (store: World['store']): Record<string, WebhookMode> =>
  Object.fromEntries(
    store
      .all('settings')
      .filter((s) => s.id.startsWith('webhook_mode:'))
      .map((s) => [s.id.slice('webhook_mode:'.length), s.value as WebhookMode]),
  );
