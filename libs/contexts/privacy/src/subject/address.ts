import { z } from 'zod';

/** Where something is delivered or invoiced to. `region` is the code without its country ("CA"), only where the country's post uses one. */
export type Address = {
  name: string; line1: string; line2: string | null; city: string; region: string | null; postcode: string; country: string; phone: string | null;
};

const line = (max: number) => z.string().trim().min(1).max(max);

/** An address as it comes in over the wire. */
export const addressSchema = z.strictObject({
  name: line(120), line1: line(200), line2: line(200).nullable().default(null), city: line(120), region: line(40).nullable().default(null),
  postcode: line(20), country: z.string().regex(/^[A-Z]{2}$/, 'Two capital letters, as in DE.'), phone: line(40).nullable().default(null),
});

/** An address as it goes out; the same fields, none of them left out. */
export const addressView = z.object({
  name: z.string(), line1: z.string(), line2: z.string().nullable(), city: z.string(), region: z.string().nullable(), postcode: z.string(), country: z.string(), phone: z.string().nullable(),
}).meta({ id: 'Address' });
