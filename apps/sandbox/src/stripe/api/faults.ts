import { z } from 'zod';

/** What goes wrong with the next calls of a route. */
export const faultSchema = z.strictObject({
  /** `POST /v1/payment_intents/:id/confirm`, as the endpoint is written; `*` for every call. */
  route: z.string(),
  times: z.int().min(1).max(1000).default(1),
  /** Answered instead of the call, which is not executed. */
  status: z.int().min(400).max(599).optional(),
  code: z.string().optional(),
  delay_ms: z.int().min(0).max(120_000).optional(),
  /** Cuts the connection before the call is executed, or after it was; `always`: when a remembered answer is asked for as well. */
  drop: z.enum(['before', 'after', 'always']).optional(),
});
export type Fault = z.infer<typeof faultSchema>;

/** The faults ordered and not yet spent. They do not survive a restart. */
export function createFaults() {
  let faults: Fault[] = [];
  return {
    add(fault: z.input<typeof faultSchema>): void {
      faults.push(faultSchema.parse(fault));
    },
    list: (): readonly Fault[] => faults,
    clear(): void {
      faults = [];
    },
    /** The fault of this call, which is then spent once. */
    take(route: string): Fault | null {
      const fault = faults.find((f) => f.route === route || f.route === '*');
      if (!fault) return null;
      fault.times -= 1;
      faults = faults.filter((f) => f.times > 0);
      return fault;
    },
  };
}
export type Faults = ReturnType<typeof createFaults>;
