import { z } from 'zod';
import type { MovableClock } from '@stoa/platform/clock';
import { DomainError } from '@stoa/platform/errors';
import { type Route, operatorRoute } from '@stoa/platform/http';

export type ClockRouteDeps = { clock: Pick<MovableClock, 'now' | 'isMovable' | 'offsetMs' | 'move'> };

const MOST_MS = 400 * 86_400_000;
const clockView = z.object({
  now: z.iso.datetime(),
  /** How far business time is ahead of the clock on the wall: 0 in production. */
  offset_ms: z.int(),
  movable: z.boolean(),
}).meta({ id: 'BusinessClock' });

const clockStands = () => new DomainError('workspace.clock_stands', 'conflict', 'The clock of a production deployment is never moved.');

/** Business time. Where nothing is at stake, an operator may let days pass: holds end, deadlines come, vendors are paid. */
export const clockRoutes = ({ clock }: ClockRouteDeps): Route[] => [
  operatorRoute({
    method: 'get', path: '/v1/operator/clock', summary: 'Show business time', audience: 'operator', permission: 'operator.health', response: clockView, example: () => ({}),
    handle: async () => toView(clock),
  }),
  operatorRoute({
    method: 'post', path: '/v1/operator/clock', summary: 'Let time pass, on a deployment that is not in production', audience: 'operator', permission: 'operator.tenants',
    body: z.strictObject({ advance_ms: z.int().min(1).max(MOST_MS) }), response: clockView, status: 200, example: () => ({ body: { advance_ms: 1_000 } }),
    handle: async (ctx, { body }) => {
      if (!clock.isMovable) throw clockStands();
      await clock.move(body.advance_ms);
      ctx.log.warn({ advance_ms: body.advance_ms, offset_ms: clock.offsetMs() }, 'business time was moved');
      return toView(clock);
    },
  }),
];

const toView = (clock: ClockRouteDeps['clock']) => ({ now: clock.now().toISOString(), offset_ms: clock.offsetMs(), movable: clock.isMovable });
