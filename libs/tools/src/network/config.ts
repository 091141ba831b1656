import { z } from 'zod';

/** The key with which the stand-in for Stripe shows what it holds. */
export const readSecretKey = (env: Record<string, string | undefined>): string => z.object({ STRIPE_SECRET_KEY: z.string().min(8) }).parse(env).STRIPE_SECRET_KEY;
