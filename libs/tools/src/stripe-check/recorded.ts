/** A line of what the stand-in recorded (apps/sandbox, SANDBOX_RECORDING): a call of /v1 as it came and was answered, or an object that an event carried. */
export type RecordedCall = { kind: 'call'; method: string; path: string; contentType: string | null; form: string; status: number; body: unknown };
export type RecordedEvent = { kind: 'event'; type: string; body: unknown };
