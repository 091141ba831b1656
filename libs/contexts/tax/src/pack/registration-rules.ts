import { z } from 'zod';

const words = z.record(z.string(), z.string().min(1));
const pattern = z.string().regex(/^\^.*\$$/, 'must hold the whole number: begin with ^ and end with $');
const fileSchema = z.strictObject({
  schema: z.literal('taxregistrations/1'),
  kinds: z.array(z.strictObject({
    scheme: z.string().regex(/^[a-z][a-z_]{1,39}$/), pack: z.string(), name: words, number: z.literal('national').optional(), pattern: pattern.optional(), example: z.string().optional(), per_union: z.boolean().optional(),
    intermediary: z.strictObject({ pattern, example: z.string(), not_from: z.array(z.string()) }).optional(), cite: z.string().min(3),
  })),
  roles: z.array(z.strictObject({ country: z.string(), name: words, means: words, cite: z.string().min(3) })),
});

/** Registrations that a law knows beside the ordinary one of a place, and countries that leave a marketplace the choice of what it is. They say what may be entered; no decision depends on them. */
export type RegistrationRules = Pick<z.infer<typeof fileSchema>, 'kinds' | 'roles'>;
export const noRegistrationRules: RegistrationRules = { kinds: [], roles: [] };
/** Reads the file of registrations beside the packs. */
export const readRegistrationRules = (text: string): RegistrationRules => fileSchema.parse(JSON.parse(text));
